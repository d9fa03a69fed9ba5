import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { newFlowBinding, seal } from "@/lib/vault/vault";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { eventsOf } from "@/tests/support/flow-steps";
import { dieAfterSending, endWaiting, newRunner, runToEnd } from "@/tests/support/job-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";
import { recoverOverdue } from "@/tests/support/recovery";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  await database().job.updateMany({ data: { state: "cancelled" } });
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

const SECRET = "canary-of-a-header";
const callFlows = (count: number, more: object = {}) =>
  Array.from({ length: count }, (_, place) => ({
    kind: "call_flow",
    flow: { ...smallCallFlow(`Flow ${place + 1}`), ...more },
  }));
const hooked = {
  webhooks: [{ name: "Book", url: "https://example.com/book", headers: { "X-Key": SECRET } }],
};

async function start(
  flows: readonly object[],
  more: object = {},
  headers: Record<string, string> = {},
): Promise<PortalAnswer> {
  const items = flows.map((flow) => ({ workspace: workspace.slug, ...flow }));
  return await editor.call("POST", "/api/jobs", {
    body: { type: "create_flows", items, ...more },
    headers: { "idempotency-key": randomUUID(), ...headers },
  });
}

const made = async () =>
  (await portal.sandbox.writes(workspace.tenant.workspaceId)).map(({ body }) => body.name);
const outcomes = ({ items }: { items: { outcome: string }[] }) => items.map(({ outcome }) => outcome);

describe("a job that makes flows", () => {
  it("makes each once, by a change and an event of its own under the job's id, and says which it made", async () => {
    const flows = [...callFlows(2), { kind: "message_flow", flow: smallMessageFlow(workspace) }];
    const started = await start(flows, {}, { "x-change-reason": "Move in" });
    expect([started.status, started.text]).toEqual([202, expect.any(String)]);
    const job = await runToEnd(editor, started.json.id);
    expect(outcomes(job)).toEqual(["succeeded", "succeeded", "succeeded"]);
    for (const { id, kind } of job.items) {
      const path = `${workspace.path}/${kind === "call_flow" ? "call-flows" : "message-flows"}/${id}`;
      expect((await editor.get(path)).status).toBe(200);
    }
    const events = (await eventsOf(editor, workspace)).filter(
      ({ request }) => request.correlationId === started.json.id,
    );
    expect(events.map(({ action, reason }) => [action, reason])).toEqual([
      ["call_flow.create", "Move in"],
      ["call_flow.create", "Move in"],
      ["message_flow.create", "Move in"],
    ]);
  });

  it("makes no second flow where its process dies after sending, again and again", async () => {
    const { json } = await start(callFlows(4));
    for (let death = 0; death < 3; death++) await dieAfterSending();
    const job = await runToEnd(editor, json.id, [newRunner(), newRunner()]);
    expect(outcomes(job)).toEqual(Array(4).fill("succeeded"));
    expect(await made()).toEqual(["Flow 1", "Flow 2", "Flow 3", "Flow 4"]);
  });

  it("makes no second flow where the answer is lost", async () => {
    const match = { method: "POST", path: "/v1/api/call-flows", workspaceId: workspace.tenant.workspaceId };
    await portal.sandbox.fault({ match, kind: "reset", when: "after" });
    const { json } = await start(callFlows(2));
    const runner = newRunner();
    await runner.round();
    await runner.settled();
    await recoverOverdue();
    await endWaiting();
    expect(outcomes(await runToEnd(editor, json.id, [runner]))).toEqual(["succeeded", "succeeded"]);
    expect(await made()).toEqual(["Flow 1", "Flow 2"]);
  });

  it("does again what the upstream refused, and nothing else", async () => {
    const match = { method: "POST", path: "/v1/api/call-flows", workspaceId: workspace.tenant.workspaceId };
    await portal.sandbox.fault({ match, kind: "status", status: 400, times: 1 });
    const { json } = await start(callFlows(2, hooked));
    expect(outcomes(await runToEnd(editor, json.id))).toEqual(["failed", "succeeded"]);
    await portal.sandbox.clearFaults();
    expect((await editor.call("POST", `/api/jobs/${json.id}/retry`)).status).toBe(200);
    expect(outcomes(await runToEnd(editor, json.id))).toEqual(["succeeded", "succeeded"]);
    // The refused request, and one for each flow.
    expect((await made()).toSorted()).toEqual(["Flow 1", "Flow 1", "Flow 2"]);
    const { items } = (await editor.get(`${workspace.path}/call-flows`)).json;
    expect(items.map(({ name }: { name: string }) => name).toSorted()).toEqual(["Flow 1", "Flow 2"]);
  });

  it("started again by the same key is the same job, and one with another secret is refused", async () => {
    const key = { "idempotency-key": randomUUID() };
    const first = await start(callFlows(1, hooked), {}, key);
    const again = await start(callFlows(1, hooked), {}, key);
    expect([again.status, again.json.id]).toEqual([202, first.json.id]);
    const [webhook] = hooked.webhooks;
    const other = { webhooks: [{ ...webhook, headers: { "X-Key": "another" } }] };
    expect((await start(callFlows(1, other), {}, key)).json.code).toBe("idempotency_mismatch");
  });
});

describe("rights", () => {
  it("are needed when it starts, for each workspace and kind", async () => {
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    const body = { type: "create_flows", items: [{ workspace: workspace.slug, ...callFlows(1)[0] }] };
    const headers = { "idempotency-key": randomUUID() };
    expect((await viewer.call("POST", "/api/jobs", { body, headers })).status).toBe(403);
    const stranger = await portal.addPerson("Stranger", []);
    expect((await stranger.call("POST", "/api/jobs", { body, headers })).status).toBe(404);
    expect(await eventsOf(portal.owner, workspace, "&outcome=denied")).toMatchObject([
      { action: "call_flow.create", actor: { name: "Vera Viewer" } },
    ]);
    expect(await made()).toEqual([]);
  });

  it("are needed again when a flow is sent", async () => {
    const { json } = await start(callFlows(3));
    await dieAfterSending();
    const { id } = await database().user.findFirstOrThrow({ where: { email: editor.email } });
    await database().binding.updateMany({ where: { userId: id }, data: { role: "viewer" } });
    const job = await runToEnd(editor, json.id);
    // The first was sent before: to call it refused would have it made again.
    const codes = job.items.map(({ problem }: { problem: { code: string } | null }) => problem?.code);
    expect(codes).toEqual([undefined, "not_allowed", "not_allowed"]);
    expect(job.items[0]).toMatchObject({ state: "succeeded", id: expect.any(String) });
    expect(await made()).toEqual(["Flow 1"]);
  });
});

describe("what it is to make", () => {
  it("is refused with the place of what no request takes", async () => {
    const [good] = callFlows(1);
    const answer = await start([good ?? {}, { kind: "call_flow", flow: { name: "" } }]);
    expect(answer.status).toBe(422);
    const paths = answer.json.errors.map(({ path }: { path: string }) => path);
    expect(paths.every((path: string) => path.startsWith("/items/1/flow"))).toBe(true);
  });

  it("is not sent where the rules of an update refuse it, which is said, and the rest is made", async () => {
    const { json } = await start(callFlows(2));
    const row = await database().jobNewFlow.findFirstOrThrow({ where: { jobId: json.id, place: 0 } });
    const sealedBody = seal('{"name":""}', newFlowBinding(row.id));
    await database().jobNewFlow.update({ where: { id: row.id }, data: { sealedBody } });
    const job = await runToEnd(editor, json.id);
    expect(outcomes(job)).toEqual(["failed", "succeeded"]);
    expect(job.items[0].problem).toMatchObject({
      code: "invalid_body",
      detail: expect.stringContaining("/name:"),
    });
    expect(await made()).toEqual(["Flow 2"]);
  });

  it("may have an agent only where somebody agrees that its waiting number may be activated", async () => {
    const flows = callFlows(1, { agent: workspace.tenant.agentIds[0] });
    const refused = await start(flows);
    expect([refused.status, refused.json.errors[0].path]).toEqual([422, "/items/0/flow/agent"]);
    expect((await start(flows, { mayActivate: true })).status).toBe(202);
  });

  it("may be more than a megabyte, and no more than two hundred flows", async () => {
    const prompt = "a".repeat(9_000);
    expect((await start(callFlows(200, { prompt }))).status).toBe(202);
    expect((await start(callFlows(201))).status).toBe(422);
  });
});

describe("the values of webhook headers", () => {
  it("are in no answer, event or row, and go once the flow is made", async () => {
    const { json } = await start(callFlows(1, hooked));
    const stored = async () => [
      await database().job.findMany(),
      await database().jobItem.findMany(),
      await database().jobNewFlow.findMany(),
      await database().change.findMany(),
      await database().auditEvent.findMany(),
    ];
    const text = (value: unknown) =>
      JSON.stringify(value, (_, one) => (typeof one === "bigint" ? String(one) : one));
    expect(text(await stored())).not.toContain(SECRET);
    expect(await database().jobNewFlow.count({ where: { jobId: json.id } })).toBe(1);
    const job = await runToEnd(editor, json.id);
    expect((await portal.sandbox.stored(job.items[0].id)).webhooks[0].headers).toEqual([
      { name: "X-Key", value: SECRET },
    ]);
    expect(text([job, json, await stored()])).not.toContain(SECRET);
    expect(await database().jobNewFlow.count({ where: { jobId: json.id } })).toBe(0);
  });
});
