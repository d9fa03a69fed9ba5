import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type BulkEvent,
  type BulkRun,
  bulkReducer,
  NO_RUN,
  runBulk,
  type Send,
} from "@/components/flows/bulk/bulk-run";
import { readProblem } from "@/components/http/problem";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { eventsOf, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

/** Calls the portal's handlers as the page calls the portal. */
const send: Send = async (method, path, options = {}) => {
  const { body, ifMatch, idempotencyKey, reason, correlationId } = options;
  const answer = await editor.call(method, path, {
    ...(body === undefined ? {} : { body }),
    headers: {
      "if-match": ifMatch,
      "idempotency-key": idempotencyKey,
      "x-change-reason": reason,
      "x-correlation-id": correlationId,
    },
  });
  const { status, json, headers } = answer;
  return status < 300
    ? { ok: true, status, data: json, etag: headers.get("etag") }
    : { ok: false, problem: readProblem(status, json, headers.get("retry-after")) };
};

async function run(flows: MadeFlow[], isActive: boolean): Promise<BulkRun> {
  const items = flows.map(({ id }) => ({
    id,
    name: id,
    state: "waiting" as const,
    why: null,
    key: `bulk-${id}`,
  }));
  let state = bulkReducer(NO_RUN, { type: "started", items });
  const report = (event: BulkEvent) => {
    state = bulkReducer(state, event);
  };
  const apiPath = `${workspace.path}/call-flows`;
  const plan = { apiPath, isActive, reason: "Holidays", correlationId: "holidays-2026" };
  await runBulk(plan, items, { send, report, mayGoOn: () => true });
  return state;
}

async function activeFlows(count: number): Promise<MadeFlow[]> {
  const flows: MadeFlow[] = [];
  for (let n = 1; n <= count; n++) {
    flows.push(await makeCallFlow(editor, workspace, smallCallFlow(`Flow ${n}`)));
  }
  return flows;
}

describe("switching several flows through the portal", () => {
  it("is one ordinary change each, with one correlation id, and one that fails stops no other", async () => {
    const flows = await activeFlows(4);
    const [, second, third] = flows;
    if (!second || !third) throw new Error("there are four");
    await patchFlow(editor, third, { isActive: false });
    const before = (await portal.sandbox.writes(workspace.tenant.workspaceId)).length;
    await portal.sandbox.fault({
      kind: "status",
      status: 400,
      shape: "object",
      message: "not today",
      match: { method: "PUT", path: `/v1/api/call-flows/${second.id}` },
    });

    const { items, stop } = await run(flows, false);
    expect(items.map(({ state }) => state)).toEqual(["done", "refused", "skipped", "done"]);
    expect(items[1]?.why).toContain("not today");
    expect(stop).toBeNull();

    const writes = (await portal.sandbox.writes(workspace.tenant.workspaceId)).slice(before);
    expect(writes.map(({ method, applied }) => [method, applied])).toEqual([
      ["PUT", true],
      ["PUT", false],
      ["PUT", true],
    ]);
    const stored = await Promise.all(flows.map(({ id }) => portal.sandbox.stored(id)));
    expect(stored.map(({ isActive }) => isActive)).toEqual([false, true, false, false]);

    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.update");
    const ofRun = events.filter(({ request }) => request.correlationId === "holidays-2026");
    expect(ofRun.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["succeeded", "Holidays"],
      ["failed", "Holidays"],
      ["succeeded", "Holidays"],
    ]);
    expect(new Set(ofRun.map(({ request }) => request.id)).size).toBe(3);
  });

  it("leaves a flow of another prompt type to its own page", async () => {
    const [flow] = await activeFlows(1);
    if (!flow) throw new Error("there is one");
    await portal.sandbox.edit("call", flow.id, { promptType: "flow" });
    const { items } = await run([flow], false);
    expect(items).toMatchObject([{ state: "refused" }]);
    expect(await portal.sandbox.stored(flow.id)).toMatchObject({ isActive: true, promptType: "flow" });
  });

  it("stops at an upstream that has had enough, and what is left is not sent", async () => {
    const flows = await activeFlows(3);
    const [, second] = flows;
    await portal.sandbox.fault({
      kind: "status",
      status: 429,
      shape: "object",
      message: "Too many requests",
      match: { method: "PUT", path: `/v1/api/call-flows/${second?.id}` },
    });
    const { items, stop } = await run(flows, false);
    expect(items.map(({ state }) => state)).toEqual(["done", "not_sent", "not_sent"]);
    expect(stop).toMatchObject({ kind: "budget", retryAfterSeconds: expect.any(Number) });
  });
});

describe("a correlation id", () => {
  it("is the request's own id where the caller named none", async () => {
    const made = await editor.write("POST", `${workspace.path}/call-flows`, smallCallFlow());
    const [event] = await eventsOf(portal.owner, workspace, "&action=call_flow.create");
    expect(event.request.correlationId).toBe(event.request.id);
    expect(event.request.id).toBe(made.headers.get("x-request-id"));
  });

  it.each(["", "a b", "a%C3%A4", "x".repeat(65), "a/b"])(
    "%j is refused by name, and nothing is sent",
    async (id) => {
      const headers = { "x-correlation-id": id };
      const answer = await editor.write("POST", `${workspace.path}/call-flows`, smallCallFlow(), headers);
      expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([422, "/X-Correlation-Id"]);
      expect(await portal.sandbox.writes(workspace.tenant.workspaceId)).toEqual([]);
    },
  );

  it("is kept with a change that is carried out, and with one that is denied", async () => {
    const viewer = await portal.addPerson("Vera Viewer", [[workspace, "viewer"]]);
    const headers = { "x-correlation-id": "Release_7-b" };
    const path = `${workspace.path}/call-flows`;
    expect((await editor.write("POST", path, smallCallFlow(), headers)).status).toBe(201);
    expect((await viewer.write("POST", path, smallCallFlow(), headers)).status).toBe(403);
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.create");
    expect(events.map(({ outcome, request }) => [outcome, request.correlationId])).toEqual([
      ["succeeded", "Release_7-b"],
      ["denied", "Release_7-b"],
    ]);
  });
});
