import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { everyCallFlowField, everyMessageFlowField } from "@/tests/support/flow-bodies";
import { etagIn, makeCallFlow, makeMessageFlow, patchFlow } from "@/tests/support/flow-steps";
import { openPortal, type TestPortal } from "@/tests/support/open-portal";

let portal: TestPortal;
beforeAll(async () => {
  portal = await openPortal();
});
afterAll(() => portal.close());

const editions = (["newer", "older"] as const).flatMap((generation) =>
  (["merge", "replace"] as const).map((update) => ({ generation, update })),
);

/** The fields that every write changes. */
function withoutBookkeeping(stored: Record<string, unknown>) {
  const { updatedAt, __v, ...rest } = stored;
  return rest;
}

const webhook = (name: string) => ({
  name,
  url: `https://example.com/${name}`,
  headers: { Authorization: "Bearer abcdefgh" },
});

describe.each(editions)("an upstream of the $generation generation whose updates $update", (edition) => {
  beforeAll(() => portal.sandbox.settings(edition));

  it("a new name leaves every other field of a call flow as it is stored", async () => {
    const workspace = await portal.addWorkspace();
    const flow = await makeCallFlow(portal.owner, workspace, everyCallFlowField(workspace));
    // The portal has never seen these values: they were set in the vendor's dashboard.
    await portal.sandbox.edit("call", flow.id, {
      settings: { callSetting: { maxCallDuration: 600, endCallOnSilence: 10 }, welcomeMessageDelay: 9 },
      customWelcomeMessage: "Set elsewhere",
    });
    const before = await portal.sandbox.stored(flow.id);
    const etag = etagIn(await portal.owner.get(flow.path));
    const answer = await patchFlow(portal.owner, { ...flow, etag }, { name: "Renamed" });
    expect(answer.status).toBe(200);
    const after = await portal.sandbox.stored(flow.id);
    expect(withoutBookkeeping(after)).toEqual({ ...withoutBookkeeping(before), name: "Renamed" });

    const [, write, ...more] = await portal.sandbox.writes(workspace.tenant.workspaceId);
    expect(more).toEqual([]);
    expect(write?.body).toMatchObject({ name: "Renamed", promptType: "simple" });
    const limits = { maxCallDuration: 600, endCallOnSilence: 10 };
    const sent = write?.body.settings.callSetting;
    if (edition.generation === "older") expect(sent).toMatchObject(limits);
    else for (const limit of Object.keys(limits)) expect(sent).not.toHaveProperty(limit);
    for (const key of [
      "webhooks",
      "toggleAutopilot",
      "agent",
      "_id",
      "gemini_prompt",
      "promptVersions",
      "__v",
    ]) {
      expect(write?.body).not.toHaveProperty(key);
    }
  });

  it("a flow that reads `inbound` keeps its direction, since no update may say so", async () => {
    const workspace = await portal.addWorkspace();
    const flow = await makeCallFlow(portal.owner, workspace);
    await portal.sandbox.edit("call", flow.id, { direction: "inbound" });
    const etag = etagIn(await portal.owner.get(flow.path));
    expect((await patchFlow(portal.owner, { ...flow, etag }, { name: "N" })).status).toBe(200);
    expect((await portal.sandbox.stored(flow.id)).direction).toBe("inbound");
  });

  it("three webhooks stay three, and one more makes four, with their secrets", async () => {
    const workspace = await portal.addWorkspace();
    const names = ["one", "two", "three"];
    const flow = await makeCallFlow(portal.owner, workspace, {
      ...everyCallFlowField(workspace),
      webhooks: names.map(webhook),
    });
    const renamed = await patchFlow(portal.owner, flow, { name: "Renamed" });
    expect(renamed.json.webhooks).toHaveLength(3);
    const answer = await patchFlow(
      portal.owner,
      { ...flow, etag: etagIn(renamed) },
      { webhooks: [webhook("four")], prompt: "New" },
    );
    expect(answer.json.webhooks.map(({ name }: { name: string }) => name)).toEqual([...names, "four"]);
    const stored = await portal.sandbox.stored(flow.id);
    expect(stored.webhooks.map((row: { name: string }) => row.name)).toEqual([...names, "four"]);
    for (const row of stored.webhooks) {
      expect(row.headers).toEqual([{ name: "Authorization", value: "Bearer abcdefgh" }]);
    }
  });

  it("a new description leaves every other field of a message flow as it is stored", async () => {
    const workspace = await portal.addWorkspace();
    const flow = await makeMessageFlow(portal.owner, workspace, everyMessageFlowField(workspace));
    const before = await portal.sandbox.stored(flow.id);
    expect((await patchFlow(portal.owner, flow, { description: "New" })).status).toBe(200);
    const after = await portal.sandbox.stored(flow.id);
    expect(withoutBookkeeping(after)).toEqual({ ...withoutBookkeeping(before), description: "New" });
  });

  it("a restored revision brings the writable fields back, and says what it could not", async () => {
    const workspace = await portal.addWorkspace();
    const flow = await makeCallFlow(portal.owner, workspace, everyCallFlowField(workspace));
    const changed = await patchFlow(portal.owner, flow, {
      name: "Other",
      prompt: "Other prompt",
      webhooks: [webhook("added")],
      settings: { callSetting: { maxCallDuration: 99 } },
    });
    const headers = { "if-match": etagIn(changed) };
    const restored = await portal.owner.write("POST", `${flow.path}/restore`, { revision: 1 }, headers);
    expect(restored.status).toBe(200);
    expect(restored.json).toMatchObject({ name: "Front desk", prompt: "Be brief and kind." });
    expect(restored.json.notRestored.map(({ path }: { path: string }) => path)).toContain("/webhooks");
    expect((await portal.sandbox.stored(flow.id)).webhooks).toHaveLength(2);
    const { json } = await portal.owner.get(`${flow.path}/revisions`);
    expect(json.items.map(({ n, source }: { n: number; source: string }) => [n, source])).toEqual([
      [3, "change"],
      [2, "change"],
      [1, "change"],
    ]);
  });
});
