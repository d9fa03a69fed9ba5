import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recoverChanges } from "@/lib/changes/recover-changes";
import { database } from "@/lib/db/client";
import { setEnvironment } from "@/lib/env";
import { carryOutItem } from "@/lib/jobs/carry-out-item";
import { claimItems, endItem } from "@/lib/jobs/claim-items";
import { endLeftJobs } from "@/lib/jobs/end-job";
import { passBudgetTime } from "@/tests/support/budget-time";
import { eventsOf, patchFlow } from "@/tests/support/flow-steps";
import {
  dieAfterSending,
  endWaiting,
  makeJobFlows,
  newRunner,
  runToEnd,
  startPatch,
} from "@/tests/support/job-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { letChecksBeDue } from "@/tests/support/recovery";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

const writes = async () =>
  (await portal.sandbox.writes(workspace.tenant.workspaceId)).filter(({ method }) => method !== "POST");
const outcomes = ({ items }: { items: { outcome: string }[] }) => items.map(({ outcome }) => outcome);
const read = async (id: string) => await editor.get(`/api/jobs/${id}`);

describe("a job whose process is killed", () => {
  it("goes on by another one, and sends nothing twice", async () => {
    const flows = await makeJobFlows(editor, workspace, 3);
    const { json } = await startPatch(editor, flows, { description: "Once" });
    await dieAfterSending();
    expect(outcomes((await read(json.id)).json)).toEqual([null, null, null]);
    const job = await runToEnd(editor, json.id);
    expect(outcomes(job)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(await writes()).toHaveLength(3);
    expect(await database().change.count({ where: { workspaceId: workspace.id, verb: "update" } })).toBe(3);
  });

  it("after its last flow, before it could end, is ended by another one, and its owner learns of it once", async () => {
    const flows = await makeJobFlows(editor, workspace, 1);
    const { json } = await startPatch(editor, flows, { description: "Once" });
    const holder = randomUUID();
    for (const item of await claimItems(holder, 1)) {
      await carryOutItem(item);
      await endItem(item, holder, { state: "succeeded", problem: null, changeId: null }, null);
    }
    expect((await read(json.id)).json.state).toBe("running");
    for (let time = 0; time < 2; time++) await endLeftJobs();
    expect((await read(json.id)).json).toMatchObject({ state: "done", done: 1 });
    const where = { kind: "job_ended", userId: editor.userId ?? "" };
    expect(await database().personNotice.count({ where })).toBe(1);
  });
});

it("a job waits for what became of a lost answer, and counts it as what it was", async () => {
  const flows = await makeJobFlows(editor, workspace, 2);
  await portal.sandbox.fault({ match: { method: "PUT" }, kind: "reset", when: "after" });
  await portal.sandbox.fault({ match: { method: "PATCH" }, kind: "reset", when: "after" });
  const { json } = await startPatch(editor, flows, { description: "Arrived" });
  const runner = newRunner();
  await runner.round();
  await runner.settled();
  await letChecksBeDue();
  await recoverChanges();
  await portal.sandbox.clearFaults();
  await endWaiting();
  const job = await runToEnd(editor, json.id, [runner]);
  expect(outcomes(job)).toEqual(["succeeded", "succeeded"]);
  expect(await writes()).toHaveLength(2);
});

it("a job waits where the upstream has had enough, and goes on", async () => {
  const flows = await makeJobFlows(editor, workspace, 2);
  await portal.sandbox.fault({ match: { method: "PUT" }, kind: "status", status: 429 });
  const { json } = await startPatch(editor, flows, { isActive: false });
  const runner = newRunner();
  await runner.round();
  await runner.settled();
  const waiting = (await read(json.id)).json;
  expect([waiting.left, waiting.items.every((item: { waitsUntil: string }) => item.waitsUntil)]).toEqual([
    2,
    true,
  ]);
  await portal.sandbox.clearFaults();
  await passBudgetTime(120_000);
  await endWaiting();
  expect((await runToEnd(editor, json.id, [runner])).done).toBe(2);
});

it("a job waits for the request budget, says so, and leaves its owner a part of it", async () => {
  const flows = await makeJobFlows(editor, workspace, 12);
  await passBudgetTime(70_000);
  setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "24" });
  try {
    const { json } = await startPatch(editor, flows.slice(1), { isActive: true });
    const runner = newRunner();
    const waits = async () =>
      (await read(json.id)).json.items.some((item: { waitsUntil: string }) => item.waitsUntil);
    while (!(await waits())) {
      await runner.round();
      await runner.settled();
    }
    const sent = (await writes()).length;
    expect(sent).toBeGreaterThan(0);
    expect(sent).toBeLessThan(11);
    const [own] = flows;
    expect(own && (await patchFlow(editor, own, { name: "Mine" })).status).toBe(200);
    expect((await eventsOf(editor, workspace, "&outcome=failed")).length).toBe(0);
    await passBudgetTime(70_000);
    await endWaiting();
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
    expect((await runToEnd(editor, json.id, [runner])).done).toBe(11);
  } finally {
    setEnvironment({ UPSTREAM_REQUESTS_PER_MINUTE: "100000" });
  }
});
