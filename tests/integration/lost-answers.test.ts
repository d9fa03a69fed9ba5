import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { recoverChanges } from "@/lib/changes/recover-changes";
import { smallCallFlow, smallMessageFlow } from "@/tests/support/flow-bodies";
import {
  eventsOf,
  type MadeFlow,
  makeCallFlow,
  makeMessageFlow,
  patchFlow,
} from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import type { PortalAnswer, PortalClient } from "@/tests/support/portal-client";
import { journalRow, letChecksBeDue, recoverOverdue } from "@/tests/support/recovery";

let portal: TestPortal;
let workspace: TestWorkspace;
let editor: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal({ env: { UPSTREAM_TIMEOUT_MS: "1000" } });
});
afterAll(() => portal.close());

beforeEach(async () => {
  await portal.sandbox.clearFaults();
  workspace = await portal.addWorkspace();
  editor = await portal.addPerson("Edith Editor", [[workspace, "editor"]]);
});

async function writes(method: string) {
  const all = await portal.sandbox.writes(workspace.tenant.workspaceId);
  return all.filter((entry) => entry.method === method);
}

function expectOutcomeUnknown(answer: PortalAnswer): string {
  expect([answer.status, answer.json.code]).toEqual([504, "outcome_unknown"]);
  expect(answer.json.changeId).toMatch(/^[0-9a-f-]{36}$/);
  return answer.json.changeId;
}

const applied = [
  ["is reset after the write", { kind: "reset", when: "after" }],
  ["hangs after the write", { kind: "hang", apply: true }],
] as const;
const notApplied = [
  ["is reset before the write", { kind: "reset", when: "before" }],
  ["hangs before the write", { kind: "hang", apply: false }],
] as const;

describe.each(["newer", "older"] as const)("an update at an upstream of the %s generation", (generation) => {
  let flow: MadeFlow;
  const key = { "idempotency-key": "lost-one" };
  const patch = {
    prompt: "New prompt",
    webhooks: [{ name: "w", url: "https://example.com/w", headers: { A: "secret-a" } }],
  };

  beforeEach(async () => {
    await portal.sandbox.settings({ generation });
    flow = await makeCallFlow(editor, workspace);
  });

  it.each(applied)("whose connection %s is unknown at first, then found to be done", async (_, fault) => {
    await portal.sandbox.fault({ ...fault, match: { method: "PUT" } });
    const changeId = expectOutcomeUnknown(await patchFlow(editor, flow, patch, key));
    const busy = await patchFlow(editor, flow, { name: "Other" });
    expect([busy.status, busy.json.code, busy.json.changeId]).toEqual([409, "change_in_progress", changeId]);
    const again = await patchFlow(editor, flow, patch, key);
    expect([again.status, again.json.code]).toEqual([409, "idempotency_in_progress"]);
    const open = await editor.get(`${workspace.path}/changes?state=pending`);
    expect(open.json.items).toMatchObject([{ id: changeId, flowId: flow.id, verb: "update" }]);

    await recoverChanges();
    expect(await journalRow(changeId)).toMatchObject({ state: "succeeded", base: null, expected: null });
    const replay = await patchFlow(editor, flow, patch, key);
    expect([replay.status, replay.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    expect(replay.json).toMatchObject({ prompt: "New prompt", webhooks: [{ name: "w" }] });
    expect(replay.headers.get("etag")).toBe((await editor.get(flow.path)).headers.get("etag"));

    expect(await writes("PUT")).toHaveLength(1);
    expect((await portal.sandbox.stored(flow.id)).webhooks).toHaveLength(1);
    const revisions = (await editor.get(`${flow.path}/revisions`)).json.items;
    expect(revisions[0]).toMatchObject({ n: 2, source: "change", by: { id: editor.userId } });
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.update&outcome=succeeded");
    expect(events).toMatchObject([
      {
        actor: { id: editor.userId, email: editor.email },
        outcome: "succeeded",
        upstream: { method: "PUT", status: null },
        detail: { changeId, recovered: true },
      },
    ]);
    expect(events[0].changes).toContainEqual({ path: "/prompt", before: "Be brief.", after: "New prompt" });
    expect(await eventsOf(portal.owner, workspace, "&action=call_flow.drift")).toEqual([]);
  });

  it.each(notApplied)(
    "whose connection %s is failed when it can't be on its way any more, and not before",
    async (_, fault) => {
      await portal.sandbox.fault({ ...fault, match: { method: "PUT" } });
      const changeId = expectOutcomeUnknown(await patchFlow(editor, flow, patch, key));
      await recoverChanges();
      expect((await journalRow(changeId)).state).toBe("pending");
      await letChecksBeDue();
      await recoverChanges();
      expect((await journalRow(changeId)).state).toBe("pending");
      await recoverOverdue();
      expect((await journalRow(changeId)).state).toBe("failed");
      const replay = await patchFlow(editor, flow, patch, key);
      expect([replay.status, replay.json.code]).toEqual([502, "upstream_failed"]);
      expect(await writes("PUT")).toHaveLength(1);
      const [event] = await eventsOf(portal.owner, workspace, "&action=call_flow.update");
      expect(event).toMatchObject({
        outcome: "failed",
        detail: { recovered: true, code: "upstream_failed" },
      });
      expect(event.changes).toContainEqual({ path: "/prompt", before: "Be brief.", after: "New prompt" });
      expect((await patchFlow(editor, flow, { name: "Free again" })).status).toBe(200);
    },
  );
});

describe("what recovery sees", () => {
  beforeEach(() => portal.sandbox.settings({ generation: "newer" }));

  it("a write that the upstream finishes after our time-out is found by a later check", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await portal.sandbox.fault({ kind: "delay", ms: 2500, when: "before", match: { method: "PUT" } });
    const changeId = expectOutcomeUnknown(await patchFlow(editor, flow, { name: "Late" }));
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("pending");
    await expect.poll(async () => (await writes("PUT"))[0]?.applied, { timeout: 10_000 }).toBe(true);
    await letChecksBeDue();
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("succeeded");
    expect(await writes("PUT")).toHaveLength(1);
  });

  it("a lost flip of autopilot is found by its value, and never flipped back", async () => {
    const flow = await makeMessageFlow(editor, workspace);
    await portal.sandbox.fault({ kind: "reset", when: "after", match: { method: "PUT" } });
    const changeId = expectOutcomeUnknown(await patchFlow(editor, flow, { autopilot: true }));
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("succeeded");
    expect((await portal.sandbox.stored(flow.id)).autopilot).toBe(true);
    expect(await writes("PUT")).toHaveLength(1);
  });

  it("a flow that somebody else changed meanwhile leaves the outcome unknown until a person resolves it", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await portal.sandbox.fault({ kind: "reset", when: "before", match: { method: "PUT" } });
    const key = { "idempotency-key": "lost-two" };
    const changeId = expectOutcomeUnknown(await patchFlow(editor, flow, { prompt: "Mine" }, key));
    await portal.sandbox.edit("call", flow.id, { prompt: "Theirs" });
    await recoverOverdue();
    expect((await journalRow(changeId)).state).toBe("unknown");
    const open = await editor.get(`${workspace.path}/changes?state=unknown`);
    expect(open.json.items).toMatchObject([{ id: changeId, state: "unknown", actorName: "Edith Editor" }]);
    const [event] = await eventsOf(portal.owner, workspace, "&action=call_flow.update");
    expect(event.outcome).toBe("unknown");
    const replay = await patchFlow(editor, flow, { prompt: "Mine" }, key);
    expect([replay.status, replay.json.code]).toEqual([504, "outcome_unknown"]);
    // An unknown change does not block the flow.
    const { headers } = await editor.get(flow.path);
    const etag = headers.get("etag") ?? "";
    expect((await patchFlow(editor, { ...flow, etag }, { name: "Goes on" })).status).toBe(200);

    await portal.sandbox.edit("call", flow.id, { prompt: "Mine" });
    const resolved = await editor.call("POST", `${workspace.path}/changes/${changeId}/resolve`);
    expect([resolved.status, resolved.json]).toEqual([200, { id: changeId, state: "succeeded" }]);
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.update&outcome=succeeded");
    expect(events.at(-1)).toMatchObject({
      outcome: "succeeded",
      actor: { id: editor.userId },
      detail: { changeId, resolvedBy: "Edith Editor" },
    });
  });

  it("an upstream that can't be reached for a quarter of an hour leaves the outcome unknown", async () => {
    const flow = await makeCallFlow(editor, workspace);
    await portal.sandbox.fault({ kind: "reset", when: "after", match: { method: "PUT" } });
    const changeId = expectOutcomeUnknown(await patchFlow(editor, flow, { name: "N" }));
    const down = { kind: "status", status: 503, times: 0, match: { method: "GET" } };
    await portal.sandbox.fault({ ...down, match: { workspaceId: workspace.tenant.workspaceId } });
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("pending");
    const { database } = await import("@/lib/db/client");
    const longAgo = new Date(Date.now() - 16 * 60 * 1000);
    await database().change.update({ where: { id: changeId }, data: { createdAt: longAgo } });
    await letChecksBeDue();
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("unknown");
  });
});

describe.each(["newer", "older"] as const)("a create at an upstream of the %s generation", (generation) => {
  const path = () => `${workspace.path}/call-flows`;

  beforeEach(() => portal.sandbox.settings({ generation }));

  it("that was made but not answered is found by name, time and content", async () => {
    // A flow with the same name and other content is not the created one.
    await makeCallFlow(editor, workspace, smallCallFlow("Front desk", { prompt: "Something else" }));
    await portal.sandbox.fault({ kind: "reset", when: "after", match: { method: "POST" } });
    const key = { "idempotency-key": "lost-create" };
    const body = smallCallFlow("Front desk");
    const changeId = expectOutcomeUnknown(await editor.write("POST", path(), body, key));
    await recoverChanges();
    const replay = await editor.write("POST", path(), body, key);
    expect([replay.status, replay.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect(replay.json).toMatchObject({ name: "Front desk", prompt: "Be brief." });
    expect(replay.headers.get("location")).toBe(`${path()}/${replay.json.id}`);
    expect(await writes("POST")).toHaveLength(2);
    const events = await eventsOf(portal.owner, workspace, "&action=call_flow.create");
    expect(events.at(-1)).toMatchObject({
      outcome: "succeeded",
      target: { id: replay.json.id },
      detail: { changeId, recovered: true },
    });
  });

  it("of a message flow that was made but not answered is found too", async () => {
    await portal.sandbox.fault({ kind: "hang", apply: true, match: { method: "POST" } });
    const body = smallMessageFlow(workspace);
    const answer = await editor.write("POST", `${workspace.path}/message-flows`, body);
    const changeId = expectOutcomeUnknown(answer);
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("succeeded");
    expect(await writes("POST")).toHaveLength(1);
  });

  it("that was not made is failed when it can't be on its way any more", async () => {
    await portal.sandbox.fault({ kind: "reset", when: "before", match: { method: "POST" } });
    const changeId = expectOutcomeUnknown(await editor.write("POST", path(), smallCallFlow("Never made")));
    await recoverChanges();
    expect((await journalRow(changeId)).state).toBe("pending");
    await recoverOverdue();
    expect((await journalRow(changeId)).state).toBe("failed");
    expect(await writes("POST")).toHaveLength(1);
  });

  it("with two flows that could be it stays unknown", async () => {
    await portal.sandbox.fault({ kind: "reset", when: "after", match: { method: "POST" } });
    const body = smallCallFlow("Twins");
    const changeId = expectOutcomeUnknown(await editor.write("POST", path(), body));
    // Somebody makes an equal flow in the vendor's dashboard.
    await portal.sandbox.changeState((state) => {
      const [made] = state.callFlows.filter((row: { name: string }) => row.name === "Twins").slice(-1);
      state.callFlows.push({ ...made, _id: randomUUID().replaceAll("-", "").slice(0, 24) });
    });
    await recoverOverdue();
    expect((await journalRow(changeId)).state).toBe("unknown");
    expect(await writes("POST")).toHaveLength(1);
  });

  it("is not mistaken for a flow that another create is known to have made", async () => {
    const body = smallCallFlow("Same");
    await makeCallFlow(editor, workspace, body);
    await portal.sandbox.fault({ kind: "reset", when: "before", match: { method: "POST" } });
    const changeId = expectOutcomeUnknown(await editor.write("POST", path(), body));
    await recoverOverdue();
    expect((await journalRow(changeId)).state).toBe("failed");
  });
});
