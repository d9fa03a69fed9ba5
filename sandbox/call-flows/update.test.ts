import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

let sandbox: TestSandbox;
let id: string;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

beforeEach(async () => {
  await sandbox.control("POST", "/settings", { generation: "newer", update: "merge" });
  const knowledgeBases = sandbox.tenant.knowledgeBaseIds;
  const answer = await sandbox.api("POST", "/v1/api/call-flows", {
    body: {
      ...{ name: "Flow", direction: "outbound", promptType: "simple", prompt: "One", description: "Kept" },
      ...{ isActive: false, agent: sandbox.tenant.agentIds[0], agentWebhookUrl: "https://a.example" },
      settings: { knowledgeBases, customerLocation: "chicago", security: { publicAccess: true } },
    },
  });
  id = idOf(answer);
});

const update = (fields: Record<string, unknown>) =>
  sandbox.api("PUT", `/v1/api/call-flows/${id}`, { body: { promptType: "simple", ...fields } });

async function stored(): Promise<Record<string, unknown>> {
  const state = await sandbox.control("GET", "/state");
  const flows = at(state, "callFlows") as Record<string, unknown>[];
  return flows.find((flow) => flow._id === id) ?? {};
}

test("every entry of webhooks is added, also when its name exists already", async () => {
  const webhook = { name: "Booking", url: "https://w.example", headers: { A: "b" } };
  await update({ webhooks: [webhook] });
  const answer = await update({ webhooks: [webhook] });
  expect(at(answer, "webhooks.0.name")).toBe("Booking");
  expect(at(answer, "webhooks.1.headers")).toEqual([{ name: "A", value: "b" }]);
  expect(at(await update({ name: "Other" }), "webhooks.length")).toBe(2);
});

test("merge mode keeps what the body leaves out, also deep inside settings", async () => {
  const answer = await update({ settings: { security: { hipaaCompliance: true } } });
  expect(answer.json).toMatchObject({
    ...{ name: "Flow", description: "Kept", isActive: false, prompt: "One" },
    settings: { customerLocation: "chicago", security: { hipaaCompliance: true, publicAccess: true } },
  });
});

test("replace mode resets every documented field that the body leaves out", async () => {
  await update({ settings: { callSetting: { maxCallDuration: 900, reminderMessages: ["Hello?"] } } });
  await sandbox.control("POST", "/settings", { update: "replace" });
  const answer = await update({ settings: { security: {}, callSetting: { endCallOnSilence: 30 } } });
  expect(answer.json).toMatchObject({
    ...{ name: "Flow", direction: "outbound", description: "", isActive: true, prompt: "" },
    ...{ agent: sandbox.tenant.agentIds[0], agentWebhookUrl: "https://a.example" },
    settings: {
      ...{ customerLocation: "new york", knowledgeBases: [] },
      security: { hipaaCompliance: false, publicAccess: false },
    },
  });
  const callSetting = {
    maxCallDuration: 600,
    endCallOnSilence: 30,
    trilletVoiceGuard: true,
    reminderMessages: [],
  };
  expect(await stored()).toMatchObject({ settings: { callSetting } });
});

test("replace mode keeps the webhooks: they can only grow", async () => {
  await update({ webhooks: [{ name: "w", url: "u" }] });
  await sandbox.control("POST", "/settings", { update: "replace" });
  expect(at(await update({}), "webhooks.length")).toBe(1);
});

test("another prompt adds a version and makes it current; the same prompt adds none", async () => {
  const changed = await update({ prompt: "Two" });
  expect(at(changed, "promptVersions.length")).toBe(2);
  expect(at(changed, "promptVersions.1._id")).toBe(at(changed, "currentPromptId"));
  expect(at(await update({ prompt: "Two" }), "promptVersions.length")).toBe(2);
});

test("HIPAA compliance switches recording off, and it stays off", async () => {
  expect(await stored()).toMatchObject({ recordingEnabled: true });
  await update({ settings: { security: { hipaaCompliance: true } } });
  await update({ settings: { security: { hipaaCompliance: false } } });
  expect(await stored()).toMatchObject({ recordingEnabled: false });
});

test("the limits and response settings are stored, though the newer generation does not answer them", async () => {
  const answer = await update({
    settings: {
      callSetting: { maxCallDuration: 1200 },
      responseSettings: { workingHours: { enabled: true } },
    },
  });
  expect(at(answer, "settings.callSettings")).toEqual({ trilletVoiceGuard: true, reminderMessages: [] });
  expect(at(answer, "settings.callSetting")).toBeUndefined();
  expect(at(answer, "settings.responseSettings")).toBeUndefined();
  expect(await stored()).toMatchObject({
    settings: {
      callSetting: { maxCallDuration: 1200, endCallOnSilence: 10 },
      responseSettings: { delay: 0, workingHours: { enabled: true, start: "09:00" } },
    },
  });
});

test.each([
  ["no promptType", { promptType: undefined }],
  ["promptType flow", { promptType: "flow" }],
  ["direction inbound", { direction: "inbound" }],
  ["agent", { agent: "x" }],
  ["folderId", { folderId: "x" }],
  ["flowData", { flowData: { nodes: [], edges: [] } }],
  ["agentWebhookUrl", { agentWebhookUrl: "" }],
  ["inboundWebhookUrl", { inboundWebhookUrl: "" }],
  ["isPreConfigured", { isPreConfigured: false }],
  ["preConfiguredWorkspaceId", { preConfiguredWorkspaceId: "x" }],
  ["_id", { _id: "x" }],
  ["gemini_prompt", { gemini_prompt: "x" }],
  ["updatedAt", { updatedAt: "2025-01-01T00:00:00Z" }],
  ["settings.welcomeMessage", { settings: { welcomeMessage: "ai_dynamic" } }],
  ["settings.webhooks", { settings: { webhooks: { agent: "", inbound: "" } } }],
  ["settings.callSettings", { settings: { callSettings: { trilletVoiceGuard: true } } }],
  ["securityOptOut", { settings: { security: { securityOptOut: true } } }],
  ["flat working hours", { settings: { responseSettings: { enabled: true } } }],
  ["variablesforcallflow", { webhooks: [{ name: "w", url: "u", variablesforcallflow: [] }] }],
  ["toggleAutopilot, in the newer generation", { toggleAutopilot: true }],
])("an update with %s is refused", async (_, fields) => {
  expect((await update(fields)).status).toBe(400);
});

test("a refused update leaves nothing of itself behind", async () => {
  const before = await stored();
  await update({ name: "New", webhooks: [{ name: "w", url: "u" }], settings: { knowledgeBases: ["nope"] } });
  expect(await stored()).toEqual(before);
});
