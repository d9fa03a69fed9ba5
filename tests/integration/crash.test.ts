import { randomUUID } from "node:crypto";
import { Client, Pool } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { admitChange, newChange } from "@/lib/changes/admit-change";
import { endAllLeases } from "@/lib/changes/lease";
import { observe } from "@/lib/changes/observe-flow";
import { recoverChanges } from "@/lib/changes/recover-changes";
import { readScene } from "@/lib/changes/scene";
import { database } from "@/lib/db/client";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import { updateCallFlowWire } from "@/lib/upstream/call-flow-wire";
import { writing } from "@/lib/workspaces/connect";
import { eventsOf, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";
import { journalRow, letChecksBeDue, letWritesBeOverdue } from "@/tests/support/recovery";

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

function request() {
  return {
    workspaceId: workspace.id,
    kind: "call_flow" as const,
    actor: {
      type: "user" as const,
      id: editor.userId ?? "",
      email: editor.email,
      name: "Edith Editor",
      role: "editor",
    },
    request: { id: randomUUID(), ip: "192.0.2.7", userAgent: "killed" },
    idempotencyKey: key,
    reason: "Because",
  };
}

const scene = () =>
  readScene({
    workspaceId: workspace.id,
    kind: "call_flow",
    flowId: flow.id,
    write: { actorId: editor.userId ?? "", idempotencyKey: key },
    purpose: writing(editor.userId ?? "", 2),
  });

/** The journal after a kill right after a write was admitted; `arrives` says whether the upstream got it. */
async function crashWhileSending(arrives: boolean): Promise<string> {
  const known = await scene();
  const seen = await observe(known);
  const patch = { name: "N" };
  const wire = updateCallFlowWire(seen.stored as CallFlow, patch);
  const change = newChange(
    request(),
    { verb: "update", flowId: flow.id, flowName: "Front desk", intent: patch, requestDigest: "d" },
    {
      base: seen.stored,
      baseRevision: seen.revision,
      expected: applyFlowPatch("call_flow", seen.stored, patch) as typeof seen.stored,
      patchPaths: ["/name"],
    },
    wire,
  );
  if (!(await admitChange(known, change, seen))) throw new Error("the change was not admitted");
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
  return change.id;
}

/** The journal after a kill of an earlier version, which recorded a change before it read the flow. */
async function crashOfAnEarlierVersion(): Promise<string> {
  const { actor, request: origin, ...facts } = request();
  const { id } = await database().change.create({
    data: {
      ...facts,
      id: randomUUID(),
      actorId: actor.id,
      actor,
      request: origin,
      requestDigest: "d",
      verb: "update",
      flowUpstreamId: flow.id,
      flowName: "Front desk",
      intent: { name: "N" },
    },
  });
  return id;
}

const updates = () => eventsOf(portal.owner, workspace, "&action=call_flow.update");

it("a change whose lease runs is not resolved by a person", async () => {
  const id = await crashWhileSending(false);
  const resolve = await editor.call("POST", `${workspace.path}/changes/${id}/resolve`);
  expect([resolve.status, resolve.json.code]).toEqual([409, "change_in_progress"]);
  expect(resolve.headers.get("retry-after")).not.toBeNull();
});

it("a crash after the write was applied ends as succeeded, in the name of its actor, while its lease still runs", async () => {
  const id = await crashWhileSending(true);
  await letChecksBeDue();
  await recoverChanges();
  const row = await journalRow(id);
  expect(row).toMatchObject({ state: "succeeded", leaseUntil: null, checkAt: null, expected: null });
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

it("a crash before the write arrived stays pending while the write may be on its way, and then ends as failed", async () => {
  const id = await crashWhileSending(false);
  await letChecksBeDue();
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("pending");
  await letWritesBeOverdue();
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("failed");
  expect(await updates()).toMatchObject([
    {
      outcome: "failed",
      actor: { id: editor.userId },
      changes: [{ path: "/name", before: "Front desk", after: "N" }],
    },
  ]);
  const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
  expect(writes.filter(({ method }) => method === "PUT")).toEqual([]);
  expect((await patchFlow(editor, flow, { name: "Again" })).status).toBe(200);
});

it("a start that can't reach the upstream leaves the change pending, and the next one settles it", async () => {
  const id = await crashWhileSending(true);
  await portal.sandbox.fault({ kind: "reset", when: "before", times: 0 });
  await letChecksBeDue();
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("pending");
  expect((await patchFlow(editor, flow, { name: "Other" })).json.code).toBe("change_in_progress");
  await portal.sandbox.clearFaults();
  await endAllLeases();
  await letChecksBeDue();
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("succeeded");
});

it("a change that an earlier version never sent ends as failed, and frees the key and the flow", async () => {
  const id = await crashOfAnEarlierVersion();
  expect((await patchFlow(editor, flow, { name: "Other" })).json.code).toBe("change_in_progress");
  await letChecksBeDue();
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("pending");
  await letWritesBeOverdue();
  await recoverChanges();
  expect(await journalRow(id)).toMatchObject({ state: "failed", idempotencyKey: null, sentAt: null });
  expect(await updates()).toMatchObject([
    { outcome: "failed", detail: { code: "change_in_progress" } },
    {
      outcome: "failed",
      detail: { code: "upstream_unreachable" },
      changes: [{ path: "/name", before: "Front desk", after: "N" }],
    },
  ]);
  const again = await patchFlow(editor, flow, { name: "N" }, { "idempotency-key": key });
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, null]);
});

it("two recoveries at once settle a change once", async () => {
  const id = await crashWhileSending(true);
  await letChecksBeDue();
  await Promise.all([recoverChanges(), recoverChanges(), recoverChanges()]);
  expect((await journalRow(id)).state).toBe("succeeded");
  expect(await updates()).toHaveLength(1);
});

it("a start whose own clock is ahead ends leases by the database's clock", async () => {
  const id = await crashWhileSending(true);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 600_000 });
  await endAllLeases();
  vi.useRealTimers();
  await recoverChanges();
  expect((await journalRow(id)).state).toBe("succeeded");
});

/** Reads what is known of the flow, lets something happen, and returns the admission of a change by that reading. */
async function admissionAfter(happening: () => Promise<unknown>, at?: string) {
  const known = await scene();
  const seen = await observe(known);
  await happening();
  const change = newChange(
    request(),
    { verb: "update", flowId: flow.id, flowName: "Front desk", intent: {}, requestDigest: "d" },
    { base: seen.stored, baseRevision: seen.revision, expected: seen.stored, patchPaths: [] },
    null,
  );
  return await admitChange({ ...known, at: at ?? known.at }, change, seen);
}

const endOpenChanges = (state: "failed" | "unknown") =>
  database().change.updateMany({ where: { state: "pending" }, data: { state, idempotencyKey: null } });

it("a change is admitted by what was read, if nothing has happened since", async () => {
  expect(await admissionAfter(async () => {})).toMatchObject({ state: "pending" });
});

it("an admission of an earlier version outdates what this version has read before it", async () => {
  const happening = async () => {
    await crashOfAnEarlierVersion();
    await endOpenChanges("failed");
  };
  expect(await admissionAfter(happening)).toBeNull();
});

it("a change that was settled since the flow was read outdates the reading", async () => {
  expect(await admissionAfter(() => patchFlow(editor, flow, { name: "Another" }))).toBeNull();
});

it("a change that was admitted and lost since the flow was read outdates the reading, although it left no state", async () => {
  const happening = async () => {
    await portal.sandbox.fault({ kind: "reset", when: "before", match: { method: "PUT" } });
    expect((await patchFlow(editor, flow, { name: "Lost" })).status).toBe(504);
    await endOpenChanges("unknown");
  };
  expect(await admissionAfter(happening)).toBeNull();
});

it("a reading that is older than a lease admits nothing", async () => {
  expect(await admissionAfter(async () => {}, "2026-01-01 00:00:00+00")).toBeNull();
});

it("of twelve changes at once by one state, one is made", async () => {
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, place) => patchFlow(editor, flow, { name: `Name ${place}` })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  for (const { status } of answers) expect([200, 409, 412]).toContain(status);
  const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
  expect(writes.filter(({ method }) => method === "PUT")).toHaveLength(1);
});

afterEach(() => vi.restoreAllMocks());

/** Lets this process sleep for a minute, by its clocks, right after it has admitted a change. */
function sleepAfterAdmission(clock: { now: () => number }): void {
  const query: (...args: unknown[]) => unknown = Client.prototype.query;
  const now = clock.now.bind(clock);
  vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...args: unknown[]) {
    const admits = JSON.stringify(args[0] ?? "").includes("fence");
    if (admits) vi.spyOn(clock, "now").mockImplementation(() => now() + 60_000);
    return query.apply(this, args);
  });
}

it.each([
  ["wall clock", Date],
  ["monotonic clock", performance],
])("a process that slept through its lease, by its %s, sends nothing and frees the key", async (_, clock) => {
  sleepAfterAdmission(clock);
  const slept = await patchFlow(editor, flow, { name: "N" }, { "idempotency-key": key });
  vi.restoreAllMocks();
  expect([slept.status, slept.json.code]).toEqual([503, "upstream_unreachable"]);
  const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
  expect(writes.filter(({ method }) => method === "PUT")).toEqual([]);
  expect(await updates()).toMatchObject([{ outcome: "failed", upstream: { status: null } }]);
  const again = await patchFlow(editor, flow, { name: "N" }, { "idempotency-key": key });
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, null]);
});

it("a change whose admission the database has lost the answer of is sent by nobody, and frees its flow in seconds", async () => {
  const query: (...args: unknown[]) => Promise<unknown> = Pool.prototype.query;
  vi.spyOn(Pool.prototype, "query").mockImplementation(async function (this: Pool, ...args: unknown[]) {
    const result = await query.apply(this, args);
    if (JSON.stringify(args[0] ?? "").includes("fence"))
      throw new Error("Connection terminated unexpectedly");
    return result;
  });
  const cut = await patchFlow(editor, flow, { name: "N" }, { "idempotency-key": key });
  vi.restoreAllMocks();
  expect([cut.status, cut.json.code]).toEqual([503, "database_unavailable"]);
  await expect
    .poll(() => database().change.count({ where: { state: "pending" } }), { timeout: 10_000 })
    .toBe(0);
  const again = await patchFlow(editor, flow, { name: "N" }, { "idempotency-key": key });
  expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, null]);
  const writes = await portal.sandbox.writes(workspace.tenant.workspaceId);
  expect(writes.filter(({ method }) => method === "PUT")).toHaveLength(1);
});
