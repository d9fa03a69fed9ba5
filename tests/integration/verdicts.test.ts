import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recoverChanges } from "@/lib/changes/recover-changes";
import { database } from "@/lib/db/client";
import { forgetUpstreamTime } from "@/lib/upstream/upstream-clock";
import { smallCallFlow } from "@/tests/support/flow-bodies";
import { eventsOf, type MadeFlow, makeCallFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";
import { journalRow, letChecksBeDue, recoverOverdue } from "@/tests/support/recovery";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };
let flow: MadeFlow;

beforeAll(async () => {
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "1000" } });
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  await portal.sandbox.settings({ clockOffsetMs: 0, dateHeader: true, updatedAtMoves: true });
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
  flow = await makeCallFlow(editor, workspace);
});

const fault = (rule: Record<string, unknown>, method = "PUT") =>
  portal.sandbox.fault({ ...rule, match: { method, workspaceId: workspace.tenant.workspaceId } });
const updates = () => eventsOf(portal.owner, workspace, "&action=call_flow.update");
const creates = () => eventsOf(portal.owner, workspace, "&action=call_flow.create");
const drifts = () => eventsOf(portal.owner, workspace, "&action=call_flow.drift");
const create = (body: Record<string, unknown>, headers: Record<string, string> = {}) =>
  editor.write("POST", `${workspace.path}/call-flows`, body, headers);
const flowsNamed = async (name: string) => {
  const { json } = await editor.get(`${workspace.path}/call-flows?refresh=1&q=${encodeURIComponent(name)}`);
  return json.items;
};

function unknownChange(answer: PortalAnswer): string {
  expect([answer.status, answer.json.code]).toEqual([504, "outcome_unknown"]);
  return answer.json.changeId;
}

async function settled(changeId: string): Promise<string> {
  await letChecksBeDue();
  await recoverChanges();
  return (await journalRow(changeId)).state;
}

describe("a success is believed only if the flow shows the change", () => {
  it.each(["not_success", "empty_object", "stranger_flow", "older_flow", "same_flow_before"])(
    "an update that answers %s, and was not applied, is told as failed",
    async (answer) => {
      await makeCallFlow(editor, workspace, smallCallFlow("Another"));
      await fault({ kind: "odd_answer", answer });
      const patched = await patchFlow(editor, flow, { name: "N" });
      expect([patched.status, patched.json.code]).toEqual([502, "upstream_invalid"]);
      expect((await updates()).map(({ outcome }) => outcome)).toEqual(["failed"]);
      expect((await editor.get(flow.path)).json.name).toBe("Front desk");
    },
  );

  it.each(["not_success", "empty_object", "stranger_flow", "same_flow_before"])(
    "an update that answers %s, and was applied, is told as the success that it is",
    async (answer) => {
      await fault({ kind: "odd_answer", answer, apply: true });
      const patched = await patchFlow(editor, flow, { name: "N" });
      expect([patched.status, patched.json.name]).toEqual([200, "N"]);
      expect((await updates()).map(({ outcome }) => outcome)).toEqual(["succeeded"]);
    },
  );

  it("a create that answers with an older flow is credited with the flow that was really made", async () => {
    await fault(
      { kind: "odd_answer", answer: "older_flow", flowId: flow.id, apply: true, status: 201 },
      "POST",
    );
    const made = await create(smallCallFlow("Brand new"));
    expect([made.status, made.json.name]).toEqual([201, "Brand new"]);
    expect(made.json.id).not.toBe(flow.id);
    expect((await editor.get(`${flow.path}/revisions`)).json.items).toHaveLength(1);
  });

  it("a create that answers with an older flow of the same content, and made none, is not told as made", async () => {
    const body = smallCallFlow("Front desk");
    await fault({ kind: "odd_answer", answer: "older_flow", flowId: flow.id, status: 201 }, "POST");
    const made = await create(body);
    expect([made.status, made.json.code]).toEqual([502, "upstream_invalid"]);
    const [event] = (await creates()).slice(-1);
    expect(event).toMatchObject({ outcome: "failed" });
    expect(event.changes).toContainEqual({ path: "/name", before: null, after: "Front desk" });
  });
});

it("a create that is answered costs one request, however little is known of the upstream's clock", async () => {
  const requests = async () => (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
  const before = await requests();
  forgetUpstreamTime(portal.sandbox.url);
  expect((await create(smallCallFlow("Answered"))).status).toBe(201);
  expect((await requests()) - before).toBe(1);
});

describe("a lost create", () => {
  it.each([600_000, -600_000])(
    "is found by the upstream's clock, also when that is %i ms off",
    async (clockOffsetMs) => {
      await portal.sandbox.settings({ clockOffsetMs });
      await fault({ kind: "reset", when: "after" }, "POST");
      const changeId = unknownChange(await create(smallCallFlow("Far away")));
      expect(await settled(changeId)).toBe("succeeded");
    },
  );

  it.each([600_000, -600_000])(
    "that was not made is not mistaken for an equal flow made before, by a clock that is %i ms off",
    async (clockOffsetMs) => {
      await portal.sandbox.settings({ clockOffsetMs });
      // Made in the dashboard ten seconds ago, and not known here yet.
      await portal.sandbox.changeState((state) => {
        const [row] = state.callFlows.filter(({ _id }: { _id: string }) => _id === flow.id);
        const createdAt = new Date(Date.now() + clockOffsetMs - 10_000).toISOString();
        state.callFlows.push({ ...row, _id: "665f00000000000000000a11", name: "Untitled", createdAt });
      });
      await fault({ kind: "reset", when: "before" }, "POST");
      const changeId = unknownChange(await create(smallCallFlow("Untitled")));
      expect(await settled(changeId)).toBe("pending");
      await recoverOverdue();
      expect((await journalRow(changeId)).state).toBe("failed");
    },
  );

  it.each([300, 700, 1_300])(
    "that was not made is not credited with an equal flow made %i ms before it, though the upstream states whole seconds",
    async (before) => {
      await portal.sandbox.changeState((state) => {
        const [row] = state.callFlows.filter(({ _id }: { _id: string }) => _id === flow.id);
        const createdAt = new Date(Date.now() - before).toISOString();
        state.callFlows.push({ ...row, _id: "665f00000000000000000a12", name: "Untitled", createdAt });
      });
      await fault({ kind: "reset", when: "before" }, "POST");
      const changeId = unknownChange(await create(smallCallFlow("Untitled")));
      // Nothing is known of the upstream's clock, and the end of a second says least about it.
      forgetUpstreamTime(portal.sandbox.url);
      await expect.poll(() => Date.now() % 1_000, { interval: 10 }).toBeGreaterThan(800);
      await recoverOverdue();
      expect(["unknown", "failed"]).toContain((await journalRow(changeId)).state);
    },
  );

  it("is not credited with an equal flow that was known before it was sent, and rewrites no revision", async () => {
    const twin = await makeCallFlow(editor, workspace, smallCallFlow("Untitled"));
    await database().change.deleteMany({ where: { flowUpstreamId: twin.id } });
    await fault({ kind: "reset", when: "before" }, "POST");
    const changeId = unknownChange(await create(smallCallFlow("Untitled")));
    await recoverOverdue();
    expect((await journalRow(changeId)).state).toBe("failed");
    expect((await editor.get(`${twin.path}/revisions`)).json.items).toHaveLength(1);
  });

  it("is unknown where another open create explains the flow as well", async () => {
    await fault({ kind: "reset", when: "before" }, "POST");
    const first = unknownChange(await create(smallCallFlow("Untitled")));
    await fault({ kind: "reset", when: "after" }, "POST");
    const second = unknownChange(await create(smallCallFlow("Untitled")));
    await recoverOverdue();
    expect([(await journalRow(first)).state, (await journalRow(second)).state]).toEqual([
      "unknown",
      "unknown",
    ]);
  });

  it("that somebody opened before it was settled keeps its imported revision, and is shown as its author's", async () => {
    await fault({ kind: "reset", when: "after" }, "POST");
    const changeId = unknownChange(await create(smallCallFlow("Opened early")));
    const [item] = await flowsNamed("Opened early");
    const path = `${workspace.path}/call-flows/${item.id}`;
    await editor.get(path);
    expect(await settled(changeId)).toBe("succeeded");
    const stored = await database().revision.findMany({ where: { flow: { upstreamId: item.id } } });
    expect(stored.map(({ source, changeId: by }) => [source, by])).toEqual([["import", null]]);
    const revisions = (await editor.get(`${path}/revisions`)).json.items;
    expect(revisions).toMatchObject([{ n: 1, by: { name: "Edith Editor" } }]);
  });
});

describe("a write that arrives late", () => {
  it("while it may still be on its way is found by recovery, and is its author's", async () => {
    await fault({ kind: "late", ms: 2_500, end: "hang" });
    const changeId = unknownChange(await patchFlow(editor, flow, { name: "Late" }));
    expect(await settled(changeId)).toBe("pending");
    await expect
      .poll(async () => (await portal.sandbox.stored(flow.id)).name, { timeout: 10_000 })
      .toBe("Late");
    expect(await settled(changeId)).toBe("succeeded");
    expect(await drifts()).toEqual([]);
  });

  it("after it was given up is credited to its change by an event of its own, and is no drift", async () => {
    await fault({ kind: "late", ms: 4_000, end: "cut" });
    const key = { "idempotency-key": "late-one" };
    const changeId = unknownChange(await patchFlow(editor, flow, { name: "Late" }, key));
    await recoverOverdue();
    const given = await journalRow(changeId);
    expect(given.state).toBe("failed");
    expect(JSON.stringify(given.answer)).not.toMatch(/try again/i);
    await expect
      .poll(async () => (await portal.sandbox.stored(flow.id)).name, { timeout: 10_000 })
      .toBe("Late");
    expect((await editor.get(flow.path)).json.name).toBe("Late");
    expect(await updates()).toMatchObject([
      { outcome: "failed", detail: { changeId } },
      {
        outcome: "succeeded",
        actor: { id: editor.userId },
        detail: { changeId, late: true, revision: 2 },
        changes: [{ path: "/name", before: "Front desk", after: "Late" }],
      },
    ]);
    expect(await drifts()).toEqual([]);
    expect((await editor.get(`${flow.path}/revisions`)).json.items[0]).toMatchObject({
      n: 2,
      source: "change",
      by: { name: "Edith Editor" },
    });
    const replay = await patchFlow(editor, flow, { name: "Late" }, key);
    expect([replay.status, replay.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
  });

  it("as a create, after it was given up, is credited when its flow is first opened", async () => {
    await fault({ kind: "late", ms: 3_000, end: "cut" }, "POST");
    const changeId = unknownChange(await create(smallCallFlow("Made late")));
    await recoverOverdue();
    expect((await journalRow(changeId)).state).toBe("failed");
    const writes = () => portal.sandbox.writes(workspace.tenant.workspaceId);
    await expect.poll(async () => (await writes()).at(-1)?.applied, { timeout: 10_000 }).toBe(true);
    const [{ id }] = await flowsNamed("Made late");
    await editor.get(`${workspace.path}/call-flows/${id}`);
    expect((await journalRow(changeId)).state).toBe("succeeded");
    expect((await creates()).slice(-1)).toMatchObject([
      { outcome: "succeeded", target: { id }, detail: { changeId, late: true } },
    ]);
  });
});

describe("edits in the dashboard that cross a write", () => {
  it("are told as drift with both values, and the author's event has the author's fields only", async () => {
    await portal.sandbox.settings({ update: "merge" });
    await fault({ kind: "edit", when: "after", patch: { description: "Theirs" } });
    const patched = await patchFlow(editor, flow, { name: "Mine" });
    expect(patched.status).toBe(200);
    await editor.get(flow.path);
    const [update] = await updates();
    expect(update.changes).toEqual([{ path: "/name", before: "Front desk", after: "Mine" }]);
    const found = (await drifts()).flatMap(({ changes }) => changes);
    expect(found).toMatchObject([{ path: "/description", after: "Theirs" }]);
  });

  it("in the state that recovery finds are told as drift, beside the author's own fields", async () => {
    await fault({ kind: "edit", when: "after", patch: { prompt: "Theirs" } });
    await fault({ kind: "reset", when: "after" });
    const changeId = unknownChange(await patchFlow(editor, flow, { name: "Mine" }));
    expect(await settled(changeId)).toBe("succeeded");
    expect((await updates()).map(({ changes }) => changes)).toEqual([
      [{ path: "/name", before: "Front desk", after: "Mine" }],
    ]);
    expect(await drifts()).toMatchObject([
      { changes: [{ path: "/prompt", before: "Be brief.", after: "Theirs" }], detail: { changeId } },
    ]);
  });
});

it("an unknown change whose wanted state a later change brought about stays unknown", async () => {
  await fault({ kind: "reset", when: "before" });
  const changeId = unknownChange(await patchFlow(editor, flow, { name: "Wanted" }));
  await portal.sandbox.edit("call", flow.id, { name: "Theirs" });
  await recoverOverdue();
  expect((await journalRow(changeId)).state).toBe("unknown");
  const now = await editor.get(flow.path);
  const etag = now.headers.get("etag") ?? "";
  expect((await patchFlow(editor, { path: flow.path, etag }, { name: "Wanted" })).status).toBe(200);
  const resolved = await editor.call("POST", `${workspace.path}/changes/${changeId}/resolve`);
  expect([resolved.status, resolved.json]).toEqual([200, { id: changeId, state: "unknown" }]);
});

it("a workspace whose upstream can't be asked does not keep another one's lost change waiting", async () => {
  const flows = await Promise.all(
    Array.from({ length: 12 }, (_, place) => makeCallFlow(editor, workspace, smallCallFlow(`F${place}`))),
  );
  for (const one of flows) {
    await fault({ kind: "reset", when: "after" });
    unknownChange(await patchFlow(editor, one, { name: "Lost" }));
  }
  await fault({ kind: "status", status: 401, times: 0 }, "GET");
  const other = await portal.addWorkspace();
  const otherEditor = await portal.addPerson("Olga", [[other, "editor"]]);
  const otherFlow = await makeCallFlow(otherEditor, other);
  await portal.sandbox.fault({
    kind: "reset",
    when: "after",
    match: { method: "PUT", workspaceId: other.tenant.workspaceId },
  });
  const changeId = unknownChange(await patchFlow(otherEditor, otherFlow, { name: "Mine" }));
  const before = (await portal.sandbox.requests(workspace.tenant.workspaceId)).length;
  await recoverChanges();
  expect((await journalRow(changeId)).state).toBe("succeeded");
  // What holds for one change of a workspace holds for all: one question is enough.
  expect(await portal.sandbox.requests(workspace.tenant.workspaceId)).toHaveLength(before + 1);
});

it("a request that is refused says in its event what was to be changed", async () => {
  await fault({ kind: "status", status: 401 }, "GET");
  expect((await patchFlow(editor, flow, { name: "N" })).status).toBe(502);
  await fault({ kind: "status", status: 400 }, "POST");
  expect((await create(smallCallFlow("Refused"))).status).toBe(422);
  expect((await updates()).at(-1).changes).toEqual([{ path: "/name", before: "Front desk", after: "N" }]);
  expect((await creates()).at(-1).changes).toContainEqual({ path: "/name", before: null, after: "Refused" });
});
