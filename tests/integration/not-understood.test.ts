import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { everyCallFlowField, everyMessageFlowField } from "@/tests/support/flow-bodies";
import { etagIn, eventsOf, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal, type TestWorkspace } from "@/tests/support/open-portal";
import { recoverOverdue } from "@/tests/support/recovery";

let portal: TestPortal;
let workspace: TestWorkspace;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.sandbox.settings({ generation: "newer", update: "replace" });
  workspace = await portal.addWorkspace();
});

const SECRET = "sk-canary-4b1d";
const UNKNOWN = {
  "/settings/enableRecording": true,
  "/settings/elevenLabsApiKey": SECRET,
  "/settings/speechSetting": { responsiveness: 0.5, vadModel: SECRET, deep: [{ x: null }] },
  "/settings/callSetting/enableLlmCache": true,
  "/settings/security/auditTrail": ["a"],
};

/** A call flow with these oddities, and the entity tag of the state with them. */
async function oddCallFlow(odd: Record<string, unknown>) {
  const flow = await makeCallFlow(portal.owner, workspace, everyCallFlowField(workspace));
  await portal.sandbox.oddities(flow.id, odd);
  return { ...flow, etag: etagIn(await portal.owner.get(flow.path)) };
}

async function lastEvent() {
  return (await eventsOf(portal.owner, workspace)).at(-1);
}

const changedPaths = (event: { changes: { path: string }[] }) => event.changes.map(({ path }) => path).sort();

function bookkept({ updatedAt, __v, ...document }: Record<string, unknown>) {
  return document;
}

describe("keys that no document names", () => {
  it("go back as they were read, and an event names none of them", async () => {
    const flow = await oddCallFlow(UNKNOWN);
    const before = await portal.sandbox.document(flow.id);
    const answer = await patchFlow(portal.owner, flow, { name: "Renamed" });
    expect(answer.status, answer.text).toBe(200);
    expect(bookkept(await portal.sandbox.document(flow.id))).toEqual({
      ...bookkept(before),
      name: "Renamed",
    });
    expect(changedPaths(await lastEvent())).toEqual(["/name"]);
  });

  it("go back in a message flow too", async () => {
    const flow = await makeMessageFlow(portal.owner, workspace, everyMessageFlowField(workspace));
    await portal.sandbox.oddities(flow.id, {
      "/settings/tone": "warm",
      "/settings/emailSettings/footer": { html: true },
      "/settings/responseSettings/workingHours/days": [1, 2],
    });
    const before = await portal.sandbox.document(flow.id);
    const etag = etagIn(await portal.owner.get(flow.path));
    expect((await patchFlow(portal.owner, { ...flow, etag }, { description: "New" })).status).toBe(200);
    expect(bookkept(await portal.sandbox.document(flow.id))).toEqual({
      ...bookkept(before),
      description: "New",
    });
  });

  it("go back also with characters that our database can't store", async () => {
    const flow = await oddCallFlow({
      "/settings/a": "\u0000",
      "/settings/\u0000b": [SECRET],
      "/settings/c": { "\ud800": "\ud800" },
      "/description": "One\u0000two",
    });
    const shown = await portal.owner.call("POST", `${flow.path}/preview`, { body: { name: "Renamed" } });
    expect([shown.status, shown.text.includes(SECRET)]).toEqual([200, false]);
    const before = await portal.sandbox.document(flow.id);
    expect((await patchFlow(portal.owner, flow, { name: "Renamed" })).status).toBe(200);
    expect(bookkept(await portal.sandbox.document(flow.id))).toEqual({
      ...bookkept(before),
      name: "Renamed",
    });
  });

  it("are shown by the preview as they will be sent, without any text of theirs", async () => {
    const flow = await oddCallFlow(UNKNOWN);
    const shown = await portal.owner.call("POST", `${flow.path}/preview`, { body: { name: "Renamed" } });
    expect(shown.json.request.body.settings).toMatchObject({
      enableRecording: true,
      elevenLabsApiKey: "••••",
      speechSetting: { responsiveness: 0.5, vadModel: "••••", deep: [{ x: null }] },
      callSetting: { enableLlmCache: true },
    });
    expect(shown.text).not.toContain(SECRET);
  });

  it("are drift when somebody elsewhere changes them, also where only a masked text differs", async () => {
    const flow = await oddCallFlow(UNKNOWN);
    await portal.sandbox.oddities(flow.id, { ...UNKNOWN, "/settings/elevenLabsApiKey": `${SECRET}-2` });
    expect(etagIn(await portal.owner.get(flow.path))).not.toBe(flow.etag);
    const event = await lastEvent();
    expect(event).toMatchObject({
      action: "call_flow.drift",
      changes: [{ path: "/settings/elevenLabsApiKey" }],
    });
    expect(event.changes[0].before).not.toEqual(event.changes[0].after);
    const revisions = await portal.owner.get(`${flow.path}/revisions`);
    const everything = JSON.stringify([await eventsOf(portal.owner, workspace), revisions.text]);
    expect(everything + portal.logLines.join("")).not.toContain(SECRET);
    const [rows, changes] = [await database().revision.findMany(), await database().change.findMany()];
    expect(JSON.stringify([rows, changes])).not.toContain(SECRET);
  });

  it("are no drift in a flow that was stored before they were recorded", async () => {
    const flow = await oddCallFlow(UNKNOWN);
    // As the version before stored it: the state without these values, and the hash without them.
    await portal.sandbox.oddities(flow.id, {});
    const etag = etagIn(await portal.owner.get(flow.path));
    await database().$executeRaw`UPDATE "Revision" SET "document" = "document" - 'kept'`;
    await portal.sandbox.oddities(flow.id, UNKNOWN);
    const events = (await eventsOf(portal.owner, workspace)).length;
    expect(etagIn(await portal.owner.get(flow.path))).toBe(etag);
    expect(await eventsOf(portal.owner, workspace)).toHaveLength(events);
    const answer = await patchFlow(portal.owner, { ...flow, etag }, { name: "Renamed" });
    expect(changedPaths(await lastEvent())).toEqual(["/name"]);
    expect(etagIn(await portal.owner.get(flow.path))).toBe(etagIn(answer));
    expect(await portal.sandbox.document(flow.id)).toMatchObject({ settings: { enableRecording: true } });
  });
});

const REMINDERS = "/settings/callSettings/reminderMessages";
const UNREAD = {
  "/dynamicVariableCollections": { a: 1 },
  "/settings/callSetting/reminderMessages": [{ message: "Still there?", after: 5 }],
  "/description": 5,
};

it("a write whose answer was lost is told with all that it set, also beside what was asked for", async () => {
  const flow = await makeCallFlow(portal.owner, workspace);
  await portal.sandbox.edit("call", flow.id, { promptType: "flow" });
  const etag = etagIn(await portal.owner.get(flow.path));
  const fault = { match: { method: "PUT", path: `/v1/api/call-flows/${flow.id}` } };
  await portal.sandbox.fault({ ...fault, kind: "reset", when: "after" });
  expect((await patchFlow(portal.owner, { ...flow, etag }, { name: "Renamed" })).status).toBe(504);
  await recoverOverdue();
  const event = await lastEvent();
  expect(event).toMatchObject({ action: "call_flow.update", outcome: "succeeded" });
  expect(changedPaths(event)).toEqual(["/name", "/promptType"]);
  const [newest] = (await portal.owner.get(`${flow.path}/revisions`)).json.items;
  expect(newest).toMatchObject({ source: "change" });
});

describe("documented fields that are stored in another form than documented", () => {
  it("are kept as read, and shown as such", async () => {
    const flow = await oddCallFlow(UNREAD);
    const before = await portal.sandbox.document(flow.id);
    const answer = await patchFlow(portal.owner, flow, { name: "Renamed" });
    expect(answer.status, answer.text).toBe(200);
    expect(bookkept(await portal.sandbox.document(flow.id))).toEqual({
      ...bookkept(before),
      name: "Renamed",
    });
    expect(changedPaths(await lastEvent())).toEqual(["/name"]);
    expect(answer.json).toMatchObject({ description: null, dynamicVariableCollections: null });
    expect(answer.json.kept).toContainEqual({ path: "/dynamicVariableCollections", value: { a: 1 } });
    expect(answer.json.kept).toContainEqual({
      path: REMINDERS,
      value: [{ message: "Still there?", after: 5 }],
    });
  });

  it("can be replaced as a whole, and the review and the event say what was there", async () => {
    const flow = await oddCallFlow(UNREAD);
    const patch = { dynamicVariableCollections: [{ id: "c1", name: "One" }], description: "Text" };
    const shown = await portal.owner.call("POST", `${flow.path}/preview`, { body: patch });
    expect(shown.json.effects.map(({ code }: { code: string }) => code)).toEqual([
      "unread_replaced",
      "unread_replaced",
    ]);
    const answer = await patchFlow(portal.owner, flow, patch);
    expect(answer.status, answer.text).toBe(200);
    expect(await portal.sandbox.document(flow.id)).toMatchObject({
      description: "Text",
      dynamicVariableCollections: [{ id: "c1", name: "One" }],
      settings: { callSetting: { reminderMessages: [{ message: "Still there?", after: 5 }] } },
    });
    const event = await lastEvent();
    expect(changedPaths(event)).toEqual(["/description", "/dynamicVariableCollections"]);
    expect(event.changes).toContainEqual({
      path: "/description",
      before: { unread: true, value: 5, digest: expect.any(String) },
      after: "Text",
    });
    expect(answer.json.kept.map(({ path }: { path: string }) => path)).toEqual([REMINDERS]);
  });

  it("can't be changed in part", async () => {
    const flow = await oddCallFlow({ "/settings/security": "none" });
    const before = await portal.sandbox.document(flow.id);
    const patch = { settings: { security: { publicAccess: true } } };
    const answer = await patchFlow(portal.owner, flow, patch);
    expect(answer.status).toBe(422);
    expect(answer.json.errors).toMatchObject([{ path: "/settings/security/publicAccess" }]);
    expect(await portal.sandbox.document(flow.id)).toEqual(before);
  });

  it("are not restored to anything, and don't come back as a default", async () => {
    const flow = await oddCallFlow(UNREAD);
    const drifted = (await portal.owner.get(`${flow.path}/revisions`)).json.items[0].n;
    const patch = { description: "Text", dynamicVariableCollections: [], name: "Other" };
    const etag = etagIn(await patchFlow(portal.owner, flow, patch));
    const restored = await portal.owner.write(
      "POST",
      `${flow.path}/restore`,
      { revision: drifted },
      { "if-match": etag },
    );
    expect(restored.status, restored.text).toBe(200);
    const document = await portal.sandbox.document(flow.id);
    expect(document).toMatchObject({
      name: "Front desk",
      description: "Text",
      dynamicVariableCollections: [],
    });
    const notRestored = restored.json.notRestored.map(({ path }: { path: string }) => path);
    expect(notRestored).toEqual(expect.arrayContaining(["/description", "/dynamicVariableCollections"]));
  });

  it("are named by a copy as what it lacks", async () => {
    const flow = await oddCallFlow({ ...UNREAD, "/settings/enableRecording": true });
    const copy = await portal.owner.write("POST", `${flow.path}/duplicate`, {});
    expect(copy.status, copy.text).toBe(201);
    const lacking = copy.json.notCopied.map(({ path }: { path: string }) => path);
    expect(lacking).toEqual(
      expect.arrayContaining(["/description", "/dynamicVariableCollections", REMINDERS, ""]),
    );
  });

  it("in a list make the whole list one that isn't read, and never a shorter one", async () => {
    const transfers = [{ number: "+1" }, null];
    const flow = await oddCallFlow({
      "/settings/transfers": transfers,
      "/dynamicVariableCollections": [{ id: "c1", name: "One", variables: [] }, "odd"],
    });
    expect((await patchFlow(portal.owner, flow, { isActive: false })).status).toBe(200);
    const document = await portal.sandbox.document(flow.id);
    expect(document.settings.transfers).toEqual(transfers);
    expect(document.dynamicVariableCollections).toHaveLength(2);
  });
});

describe("call limits that no answer shows and nobody chose", () => {
  const limits = { maxCallDuration: 180, endCallOnSilence: 8 };

  it("are left alone in a flow that reads as the newer generation", async () => {
    await portal.sandbox.settings({ update: "merge" });
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { settings: { callSetting: limits } });
    const etag = etagIn(await portal.owner.get(flow.path));
    const one = await patchFlow(portal.owner, { ...flow, etag }, { description: "New" });
    const two = await patchFlow(portal.owner, { ...flow, etag: etagIn(one) }, { isActive: false });
    const headers = { "if-match": etagIn(two) };
    const restored = await portal.owner.write("POST", `${flow.path}/restore`, { revision: 1 }, headers);
    expect([one.status, two.status, restored.status]).toEqual([200, 200, 200]);
    expect((await portal.sandbox.document(flow.id)).settings.callSetting).toMatchObject(limits);
  });

  /** A flow of the older generation that shows no limits, although its updates must carry both. */
  async function olderWithoutLimits() {
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.settings({ generation: "older" });
    await portal.sandbox.oddities(flow.id, { "/settings/callSetting": {} });
    return { ...flow, etag: etagIn(await portal.owner.get(flow.path)) };
  }

  it("must be chosen for a flow that reads as the older one, unless the workspace has defaults", async () => {
    const flow = await olderWithoutLimits();
    const paths = ["/settings/callSettings/maxCallDuration", "/settings/callSettings/endCallOnSilence"];
    const refused = await patchFlow(portal.owner, flow, { description: "New" });
    expect(refused.status).toBe(422);
    expect(refused.json).toMatchObject({ code: "invalid_body", errors: paths.map((path) => ({ path })) });
    const chosen = { description: "New", settings: { callSettings: limits } };
    expect((await patchFlow(portal.owner, flow, chosen)).status).toBe(200);
  });

  it("become the workspace's defaults there, told in the review, the answer, the revision and the event", async () => {
    const flow = await olderWithoutLimits();
    const body = { defaultCallLimits: { maxCallDuration: 900, endCallOnSilence: 12 } };
    const set = await portal.owner.call("PATCH", workspace.path, { body });
    expect(set.json).toMatchObject(body);
    expect((await lastEvent()).changes).toEqual([
      { path: "/defaultCallLimits/maxCallDuration", before: null, after: 900 },
      { path: "/defaultCallLimits/endCallOnSilence", before: null, after: 12 },
    ]);
    const shown = await portal.owner.call("POST", `${flow.path}/preview`, { body: { description: "New" } });
    expect(shown.json.effects).toMatchObject([{ code: "default_limits" }]);
    const answer = await patchFlow(portal.owner, flow, { description: "New" });
    expect(answer.json.settings.callSettings).toMatchObject(body.defaultCallLimits);
    expect((await portal.sandbox.document(flow.id)).settings.callSetting).toMatchObject(
      body.defaultCallLimits,
    );
    const paths = [
      "/description",
      "/settings/callSettings/endCallOnSilence",
      "/settings/callSettings/maxCallDuration",
    ];
    expect(changedPaths(await lastEvent())).toEqual(paths);
    expect(changedPaths(shown.json)).toEqual(paths);
    expect(changedPaths((await portal.owner.get(`${flow.path}/revisions`)).json.items[0])).toEqual(paths);
    const removed = await portal.owner.call("PATCH", workspace.path, { body: { defaultCallLimits: null } });
    expect(removed.json.defaultCallLimits).toBeNull();
  });

  it("are refused as defaults without each other, or below zero", async () => {
    for (const defaultCallLimits of [
      { maxCallDuration: 900 },
      { maxCallDuration: -1, endCallOnSilence: 1 },
    ]) {
      const refused = await portal.owner.call("PATCH", workspace.path, { body: { defaultCallLimits } });
      expect(refused.status).toBe(422);
    }
  });
});
