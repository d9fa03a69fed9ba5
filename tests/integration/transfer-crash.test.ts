import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { keepTransfers } from "@/lib/jobs/transfer-upkeep";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { etagIn, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { dieAfterSending, newRunner } from "@/tests/support/job-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { recoverOverdue } from "@/tests/support/recovery";
import { applyTransfer, receiptOf, transfer, transferOf } from "@/tests/support/transfer-steps";

let portal: TestPortal;
let from: TestWorkspace;
let targets: TestWorkspace[];

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  from = await portal.addWorkspace();
  targets = [];
  for (let place = 0; place < 5; place++) targets.push(await portal.addWorkspace());
});

const writes = async (workspace: TestWorkspace) => await portal.sandbox.writes(workspace.tenant.workspaceId);

async function makeFlows(count: number, more: object = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let place = 1; place <= count; place++)
    ids.push((await makeCallFlow(portal.owner, from, { ...smallCallFlow(`Flow ${place}`), ...more })).id);
  return ids;
}

async function edit(path: string, body: object): Promise<void> {
  const etag = etagIn(await portal.owner.get(path));
  expect((await patchFlow(portal.owner, { path, etag }, { ...body })).status).toBe(200);
}

/** Dies after the first of an item's two changes: what only an update can set is not sent yet. */
async function dieBetweenItsChanges(): Promise<void> {
  await database().job.updateMany({ where: { state: "running" }, data: { state: "running" } });
  await portal.sandbox.fault({
    match: { method: "PUT", path: "/v1/api/call-flows" },
    kind: "status",
    status: 429,
    times: 0,
  });
  await dieAfterSending(1);
  await portal.sandbox.clearFaults();
  await database().jobItem.updateMany({ data: { notBefore: null } });
  await database().upstreamBudget.deleteMany({});
}

describe("a transfer of ten flows to five workspaces whose processes are killed again and again", () => {
  it("makes each flow once, links it once, and its receipt is true", async () => {
    const ids = await makeFlows(10);
    const begun = await applyTransfer(portal.owner, transferOf(from, ids, targets));
    for (let death = 0; death < 8; death++) await dieAfterSending(3);
    const receipt = await receiptOf(portal.owner, begun.json.id, [newRunner(), newRunner()]);
    expect(receipt.items).toHaveLength(50);
    for (const { state } of receipt.items) expect(state).toBe("succeeded");
    for (const target of targets) {
      const made = (await writes(target)).map(({ body }) => body.name);
      expect(made).toEqual(ids.map((_, place) => `Flow ${place + 1}`));
    }
    expect(await database().flowLink.count({ where: { transferId: begun.json.id } })).toBe(50);
    const logged = async (action: string) =>
      (await portal.owner.get(`${from.path}/audit-events?action=${action}`)).json.items;
    expect(await logged("transfer.apply")).toMatchObject([{ detail: { flows: 10, workspaces: 5 } }]);
    expect(await logged("transfer.end")).toMatchObject([{ detail: { done: 50, notDone: 0, unknown: 0 } }]);
  }, 120_000);

  it("updates each flow once, in the state that was previewed", async () => {
    const [target] = targets;
    if (!target) throw new Error("no target");
    const ids = await makeFlows(4);
    const body = transferOf(from, ids, targets);
    await transfer(portal.owner, body);
    for (const id of ids) await edit(`${from.path}/call-flows/${id}`, { description: "Later" });
    const before = (await writes(target)).length;
    const begun = await applyTransfer(portal.owner, body);
    for (let death = 0; death < 5; death++) await dieAfterSending(2);
    await receiptOf(portal.owner, begun.json.id);
    const sent = (await writes(target)).slice(before);
    expect(sent.map(({ path }) => path)).toEqual([...new Set(sent.map(({ path }) => path))]);
    expect(sent).toHaveLength(4);
  }, 120_000);
});

describe("a flow that is made by one change and completed by another", () => {
  it("is made once where its process dies between the two, and completed afterwards", async () => {
    const [target] = targets;
    if (!target) throw new Error("no target");
    const [id = ""] = await makeFlows(1);
    await edit(`${from.path}/call-flows/${id}`, { settings: { security: { hipaaCompliance: true } } });
    const begun = await applyTransfer(portal.owner, transferOf(from, [id], [target]));
    await dieBetweenItsChanges();
    const receipt = await receiptOf(portal.owner, begun.json.id);
    expect(receipt.items).toMatchObject([{ state: "succeeded" }]);
    const sent = await writes(target);
    expect(sent.filter(({ method }) => method === "POST")).toHaveLength(1);
    expect((await portal.sandbox.stored(receipt.items[0].flowId)).settings.security.hipaaCompliance).toBe(
      true,
    );
  });
});

describe("an answer that is lost", () => {
  it("holds its workspace up until what became of the flow is known, and makes no second one", async () => {
    const [target] = targets;
    if (!target) throw new Error("no target");
    const ids = await makeFlows(2);
    const match = { method: "POST", path: "/v1/api/call-flows", workspaceId: target.tenant.workspaceId };
    await portal.sandbox.fault({ match, kind: "reset", when: "after" });
    const { json } = await applyTransfer(portal.owner, transferOf(from, ids, [target]));
    const runner = newRunner();
    await runner.round();
    await runner.settled();
    await recoverOverdue();
    await database().jobItem.updateMany({ data: { notBefore: null } });
    const receipt = await receiptOf(portal.owner, json.id);
    expect(receipt.items.map(({ state }: { state: string }) => state)).toEqual(["succeeded", "succeeded"]);
    expect((await writes(target)).map(({ body }) => body.name)).toEqual(["Flow 1", "Flow 2"]);
  });

  it("that is found out about after the transfer ended corrects the receipt, and makes the link", async () => {
    const [target] = targets;
    if (!target) throw new Error("no target");
    const { id, items } = await transfer(portal.owner, transferOf(from, await makeFlows(1), [target]));
    await database().flowLink.deleteMany({ where: { transferId: id } });
    await database().jobItem.updateMany({ where: { jobId: id }, data: { state: "unknown", flowId: null } });
    await keepTransfers();
    const [item] = (await portal.owner.get(`/api/transfers/${id}`)).json.items;
    expect(item).toMatchObject({ state: "succeeded", flowId: items[0].flowId, problem: null });
    expect(await database().flowLink.count({ where: { transferId: id } })).toBe(1);
  });
});

describe("work by hand", () => {
  it("is ticked off when a state shows that it was done, or by somebody, whom the receipt names", async () => {
    const [target] = targets;
    if (!target) throw new Error("no target");
    const [id = ""] = await makeFlows(1);
    const body = transferOf(from, [id], [target]);
    const first = await transfer(portal.owner, body);
    await portal.sandbox.edit("call", id, { agentWebhookUrl: "https://example.com/agent" });
    expect((await portal.owner.get(`${from.path}/call-flows/${id}`)).status).toBe(200);
    const { items, id: transferId } = await transfer(portal.owner, body);
    expect(items).toMatchObject([
      { result: "by_hand", state: null, tasks: [{ path: "/agentWebhookUrl", doneAt: null }] },
    ]);
    const receipt = async () =>
      (await portal.owner.get(`/api/transfers/${transferId}`)).json.items[0].tasks[0];
    await keepTransfers();
    expect((await receipt()).doneAt).toBeNull();
    await portal.sandbox.edit("call", first.items[0].flowId, {
      agentWebhookUrl: "https://example.com/agent",
    });
    await portal.owner.get(`${target.path}/call-flows/${first.items[0].flowId}`);
    await keepTransfers();
    expect(await receipt()).toMatchObject({ doneAt: expect.any(String), doneBy: null });
    const path = `/api/transfers/${transferId}/tasks/${items[0].tasks[0].id}`;
    expect((await portal.owner.call("PUT", path, { body: { done: false } })).json.doneAt).toBeNull();
    expect((await portal.owner.call("PUT", path, { body: { done: true } })).json.doneBy).toBe("Owner");
  });
});
