import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { admitChange } from "@/lib/changes/admit-change";
import { recoverChanges } from "@/lib/changes/recover-changes";
import { markSending } from "@/lib/changes/send-attempt";
import { database } from "@/lib/db/client";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { lastRevision } from "@/lib/mirror/revisions";
import { updateCallFlowWire } from "@/lib/upstream/call-flow-wire";
import { eventsOf, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { journalRow, recoverTwice } from "@/tests/support/recovery";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };
let flow: MadeFlow;

beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

beforeEach(async () => {
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  flow = await makeCallFlow(editor, workspace);
});

const key = "before-the-crash";

/** The journal after a process was killed right after it recorded the change. */
async function crashAfterAdmission(): Promise<string> {
  const admission = await admitChange(
    {
      workspaceId: workspace.id,
      kind: "call_flow",
      actor: {
        type: "user",
        id: editor.userId ?? "",
        email: editor.email,
        name: "Edith Editor",
        role: "editor",
      },
      request: { id: randomUUID(), ip: "192.0.2.7", userAgent: "killed" },
      idempotencyKey: key,
      reason: "Because",
    },
    { verb: "update", flowId: flow.id, flowName: "Front desk", intent: { name: "N" }, requestDigest: "d" },
  );
  if (!admission.change) throw new Error("the change was not admitted");
  return admission.change.id;
}

/** The journal after a kill right after the write was marked as sent; `arrives` says whether the upstream got it. */
async function crashWhileSending(arrives: boolean): Promise<string> {
  const id = await crashAfterAdmission();
  const known = await lastRevision(workspace.id, "call_flow", flow.id);
  if (!known) throw new Error("the flow has no revision");
  const base = known.stored as CallFlow;
  const patch = { name: "N" };
  const wire = updateCallFlowWire(base, patch);
  const expected = applyFlowPatch("call_flow", known.stored, patch) as typeof known.stored;
  await markSending({ changeId: id, wire, base: known.stored, expected, patchPaths: ["/name"] });
  if (arrives) {
    await fetch(portal.sandbox.url + wire.path, {
      method: wire.method,
      headers: {
        "x-api-key": workspace.tenant.key,
        "x-workspace-id": workspace.tenant.workspaceId,
        "content-type": "application/json",
      },
      body: JSON.stringify(wire.body),
    });
  }
  return id;
}

async function expireLease(id: string): Promise<void> {
  await database().change.update({ where: { id }, data: { leaseUntil: new Date(Date.now() - 1000) } });
}

const updates = () => eventsOf(portal.owner, workspace, "&action=call_flow.update");

it("a change whose lease runs is left to its worker", async () => {
  const id = await crashWhileSending(true);
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("pending");
  const resolve = await editor.call("POST", `${workspace.path}/changes/${id}/resolve`);
  expect([resolve.status, resolve.json.code]).toEqual([409, "change_in_progress"]);
  expect(resolve.headers.get("retry-after")).not.toBeNull();
  await expireLease(id);
  await recoverChanges();
});

it("a crash after the write was applied ends as succeeded, in the name of its actor", async () => {
  const id = await crashWhileSending(true);
  await expireLease(id);
  await recoverChanges();
  const row = await journalRow(id);
  expect(row).toMatchObject({ state: "succeeded", leaseUntil: null });
  expect(row.settledAt).not.toBeNull();
  expect(await updates()).toMatchObject([
    {
      actor: { type: "user", id: editor.userId, name: "Edith Editor", email: editor.email, role: "editor" },
      outcome: "succeeded",
      reason: "Because",
      request: { userAgent: "killed" },
      changes: expect.arrayContaining([{ path: "/name", before: "Front desk", after: "N" }]),
      detail: { changeId: id, recovered: true, revision: 2 },
    },
  ]);
  expect((await editor.get(`${flow.path}/revisions`)).json.items[0]).toMatchObject({
    n: 2,
    source: "change",
    by: { name: "Edith Editor" },
  });
});

it("a crash before the write arrived ends as failed, and sends nothing", async () => {
  const id = await crashWhileSending(false);
  await expireLease(id);
  await recoverTwice();
  expect((await journalRow(id)).state).toBe("failed");
  expect(await updates()).toMatchObject([{ outcome: "failed", actor: { id: editor.userId } }]);
  const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
  expect(writes.filter(({ method }) => method === "PUT")).toEqual([]);
  expect((await patchFlow(editor, flow, { name: "Again" })).status).toBe(200);
});

it("a crash before anything was sent ends as failed at once, and frees the key and the flow", async () => {
  const id = await crashAfterAdmission();
  expect((await patchFlow(editor, flow, { name: "Other" })).json.code).toBe("change_in_progress");
  await expireLease(id);
  await recoverChanges();
  expect(await journalRow(id)).toMatchObject({ state: "failed", idempotencyKey: null, sentAt: null });
  expect(await updates()).toMatchObject([
    { outcome: "failed", detail: { code: "change_in_progress" } },
    { outcome: "failed", detail: { code: "upstream_unreachable" } },
  ]);
  const again = await patchFlow(editor, flow, { name: "N" }, { "idempotency-key": key });
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, null]);
});

it("two recoveries at once settle a change once", async () => {
  const id = await crashWhileSending(true);
  await expireLease(id);
  await Promise.all([recoverChanges(), recoverChanges(), recoverChanges()]);
  expect((await journalRow(id)).state).toBe("succeeded");
  expect(await updates()).toHaveLength(1);
});

it("a change that recovery has settled as never sent is not sent any more by a process that wakes up", async () => {
  const id = await crashAfterAdmission();
  await expireLease(id);
  await recoverChanges();
  const known = await lastRevision(workspace.id, "call_flow", flow.id);
  if (!known) throw new Error("the flow has no revision");
  const wire = updateCallFlowWire(known.stored as CallFlow, { name: "N" });
  const sends = await markSending({ changeId: id, wire, base: null, expected: null, patchPaths: [] });
  expect(sends).toBe(false);
  expect((await journalRow(id)).state).toBe("failed");
});
