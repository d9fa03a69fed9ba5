import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import { etagIn, eventsOf, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let workspace: TestWorkspace;
let edith: PortalClient;
let eric: PortalClient;

beforeAll(async () => {
  // Twenty requests at once on a busy machine: none of them may give the upstream up.
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "10000" } });
});
afterAll(() => portal.close());

beforeEach(async () => {
  workspace = await portal.addWorkspace();
  edith = await portal.addPerson("Edith", [[workspace, "editor"]]);
  eric = await portal.addPerson("Eric", [[workspace, "editor"]]);
});

async function upstreamWrites() {
  return await portal.sandbox.writes(workspace.tenant.workspaceId);
}

/** Of equal requests sent at once, each gets the first one's answer, or the problem that it is still running. */
function expectOneOutcome(answers: PortalAnswer[], status: number): void {
  const done = answers.filter((answer) => answer.status === status);
  const waiting = answers.filter((answer) => answer.json.code === "idempotency_in_progress");
  expect(done.length).toBeGreaterThan(0);
  expect(done.length + waiting.length).toBe(answers.length);
  expect(new Set(done.map(({ text }) => text)).size).toBe(1);
  for (const answer of waiting) {
    expect(answer.status).toBe(409);
    expect(answer.headers.get("retry-after")).toBe("1");
  }
}

describe("one Idempotency-Key", () => {
  it("used twenty times at once creates one flow, and every later use replays the answer", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const path = `${workspace.path}/call-flows`;
    const body = smallCallFlow("Twenty times");
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => edith.write("POST", path, body, headers)),
    );
    expectOneOutcome(answers, 201);
    expect(await upstreamWrites()).toHaveLength(1);
    const first = answers.find(({ status }) => status === 201);
    const replay = await edith.write("POST", path, body, headers);
    expect([replay.status, replay.text]).toEqual([201, first?.text]);
    expect(replay.headers.get("idempotency-replayed")).toBe("true");
    expect(replay.headers.get("etag")).toBe(first?.headers.get("etag"));
    expect(replay.headers.get("location")).toBe(first?.headers.get("location"));
    expect(await upstreamWrites()).toHaveLength(1);
    expect(await eventsOf(portal.owner, workspace, "&action=call_flow.create")).toHaveLength(1);
  });

  it("used twenty times at once adds one webhook", async () => {
    const flow = await makeCallFlow(edith, workspace);
    const headers = { "idempotency-key": randomUUID() };
    const patch = { webhooks: [{ name: "one", url: "https://example.com/one", headers: { A: "b" } }] };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => patchFlow(edith, flow, patch, headers)),
    );
    expectOneOutcome(answers, 200);
    expect((await upstreamWrites()).filter(({ method }) => method === "PUT")).toHaveLength(1);
    expect((await portal.sandbox.stored(flow.id)).webhooks).toHaveLength(1);
    const replay = await patchFlow(edith, flow, patch, headers);
    expect([replay.status, replay.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
  });

  it.each([
    ["another body", { name: "B" }, {}],
    ["another If-Match", { name: "A" }, { "if-match": '"another"' }],
  ])("with %s is a mismatch, and sends nothing", async (_, body, headers) => {
    const flow = await makeCallFlow(edith, workspace);
    const key = { "idempotency-key": "the-key" };
    expect((await patchFlow(edith, flow, { name: "A" }, key)).status).toBe(200);
    const before = (await upstreamWrites()).length;
    const other = await patchFlow(edith, flow, body, { ...key, ...headers });
    expect([other.status, other.json.code]).toEqual([422, "idempotency_mismatch"]);
    expect(await upstreamWrites()).toHaveLength(before);
  });

  it("with another secret header value is a mismatch, though secrets are not stored", async () => {
    const flow = await makeCallFlow(edith, workspace);
    const key = { "idempotency-key": "the-key" };
    const webhooks = (token: string) => [
      { name: "w", url: "https://example.com/", headers: { Authorization: token } },
    ];
    expect((await patchFlow(edith, flow, { webhooks: webhooks("one") }, key)).status).toBe(200);
    const other = await patchFlow(edith, flow, { webhooks: webhooks("two") }, key);
    expect(other.json.code).toBe("idempotency_mismatch");
  });

  it("belongs to one person: a colleague's equal key is another request", async () => {
    const key = { "idempotency-key": "same-for-both" };
    const path = `${workspace.path}/message-flows`;
    const body = smallMessageFlow(workspace);
    const answers = [await edith.write("POST", path, body, key), await eric.write("POST", path, body, key)];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.headers.get("idempotency-replayed")).toBeNull();
    expect(await upstreamWrites()).toHaveLength(2);
  });

  it("replays a refusal too", async () => {
    const flow = await makeCallFlow(edith, workspace);
    await patchFlow(edith, flow, { name: "Newer" });
    const key = { "idempotency-key": "stale-one" };
    const first = await patchFlow(eric, flow, { name: "Older" }, key);
    const second = await patchFlow(eric, flow, { name: "Older" }, key);
    expect([first.status, second.status]).toEqual([412, 412]);
    expect(second.text).toBe(first.text);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
  });

  it.each([undefined, "", "white space", "é", "x".repeat(129)])("%j is refused", async (key) => {
    const answer = await edith.write("POST", `${workspace.path}/call-flows`, smallCallFlow(), {
      "idempotency-key": key,
    });
    expect([answer.status, answer.json.code]).toEqual([400, "idempotency_key_required"]);
    expect(await upstreamWrites()).toEqual([]);
  });
});

describe("two people", () => {
  it("who change a flow from the same state at once: one wins, the other is refused", async () => {
    const flow = await makeCallFlow(edith, workspace);
    const [a, b] = await Promise.all([
      patchFlow(edith, flow, { prompt: "Edith's" }),
      patchFlow(eric, flow, { prompt: "Eric's" }),
    ]);
    const statuses = [a.status, b.status];
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect([409, 412]).toContain(statuses.find((status) => status !== 200));
    const winner = a.status === 200 ? "Edith's" : "Eric's";
    expect((await portal.sandbox.stored(flow.id)).prompt).toBe(winner);
    expect((await upstreamWrites()).filter(({ method }) => method === "PUT")).toHaveLength(1);
  });

  it("who change a flow one after the other from the same state: the second sees what differs", async () => {
    const flow = await makeCallFlow(edith, workspace, smallCallFlow("Base", { description: "Base" }));
    const first = await patchFlow(edith, flow, { prompt: "Edith's", description: "Edith's" });
    const second = await patchFlow(eric, flow, { prompt: "Eric's", name: "Eric's" });
    expect([second.status, second.json.code]).toEqual([412, "stale"]);
    expect(second.json.currentETag).toBe(etagIn(first));
    expect(second.headers.get("etag")).toBe(etagIn(first));
    expect(second.json.conflicts).toEqual([
      { path: "/prompt", yours: "Eric's", theirs: "Edith's", base: "Be brief." },
    ]);
    const stored = await portal.sandbox.stored(flow.id);
    expect([stored.prompt, stored.name]).toEqual(["Edith's", "Base"]);
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.update");
    expect(events.map(({ actor, outcome }) => [actor.name, outcome])).toEqual([
      ["Edith", "succeeded"],
      ["Eric", "failed"],
    ]);
    expect(events[1].detail.code).toBe("stale");
    expect(events[1].changes).toContainEqual({ path: "/prompt", before: "Edith's", after: "Eric's" });
    // From the state that the answer names, the edit goes through.
    const third = await patchFlow(eric, { ...flow, etag: second.json.currentETag }, { prompt: "Eric's" });
    expect(third.status).toBe(200);
  });

  it("one of whom works while the other's change is still on its way: 409 names the colleague", async () => {
    const flow = await makeCallFlow(edith, workspace);
    await portal.sandbox.fault({
      kind: "delay",
      ms: 1200,
      match: { method: "PUT", path: "/v1/api/call-flows/" },
    });
    const slow = patchFlow(edith, flow, { name: "Slow" });
    await expect.poll(async () => (await upstreamWrites()).length, { timeout: 15_000 }).toBe(2);
    const other = await patchFlow(eric, flow, { name: "Quick" });
    expect([other.status, other.json.code, other.json.by]).toEqual([409, "change_in_progress", "Edith"]);
    const open = await edith.get(`${workspace.path}/changes?state=pending`);
    expect(open.json.items).toMatchObject([{ flowId: flow.id, actorName: "Edith", state: "pending" }]);
    expect((await slow).status).toBe(200);
  });
});
