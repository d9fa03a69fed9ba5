import { afterAll, beforeAll, expect, test } from "vitest";
import { at, idOf, openSandbox, type TestSandbox } from "@/sandbox/testing/open-sandbox";

const smallest = { name: "Front desk", direction: "bidirectional", promptType: "simple" };
let sandbox: TestSandbox;

beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

const create = (fields: Record<string, unknown>) =>
  sandbox.api("POST", "/v1/api/call-flows", { body: { ...smallest, ...fields } });

test("the smallest request gets every documented default", async () => {
  const answer = await create({});
  expect(answer.status).toBe(201);
  const { _id, createdAt, updatedAt, ...fields } = answer.json as Record<string, unknown>;
  expect(_id).toMatch(/^[0-9a-f]{24}$/);
  expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(updatedAt).toBe(createdAt);
  expect(fields).toEqual({
    ...{ workspaceId: sandbox.tenant.workspaceId, folderId: null, isGlobal: false, isPreConfigured: false },
    ...{ preConfiguredWorkspaceId: null, ...smallest, description: "", agent: null },
    ...{ welcomeMessage: "user_initiated", customWelcomeMessage: "", flowData: { nodes: [], edges: [] } },
    ...{ prompt: "", currentPromptId: null, promptVersions: [], gemini_prompt: "", startNodeId: null },
    ...{ isActive: true, agentWebhookUrl: "", inboundWebhookUrl: "", dynamicVariableCollections: [] },
    ...{ locations: [], webhooks: [] },
    settings: {
      ...{ welcomeMessage: "user_initiated", customWelcomeMessage: "", enableHumanLikeVoiceAndTone: false },
      ...{ welcomeMessageDelay: 0, webhooks: { agent: "", inbound: "" }, customerLocation: "new york" },
      ...{ transfers: [], knowledgeBases: [], utilizePriorCallsContext: false },
      callSettings: { trilletVoiceGuard: true, reminderMessages: [] },
      security: { hipaaCompliance: false, publicAccess: false },
    },
  });
});

test("the prompt becomes the first, current version, and its sanitised copy loses the braces", async () => {
  const answer = await create({ prompt: "Hello {{name}}\u0007" });
  expect(answer.json).toMatchObject({ gemini_prompt: "Hello name" });
  expect(at(answer, "promptVersions.0.name")).toMatch(
    /^Prompt Version - \d+\/\d+\/\d{4}, \d+:\d\d:\d\d [AP]M$/,
  );
  expect(at(answer, "promptVersions.0._id")).toBe(at(answer, "currentPromptId"));
});

test.each(["name", "direction", "promptType"])("a request without %s is refused", async (field) => {
  const answer = await create({ [field]: undefined });
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ error: { code: "validation_error" } });
});

test.each([
  ["direction inbound", { direction: "inbound" }],
  ["promptType flow", { promptType: "flow" }],
  ["an empty name", { name: "" }],
  ["a null folder", { folderId: null }],
  ["headers as a list", { webhooks: [{ name: "w", url: "u", headers: [{ name: "A", value: "b" }] }] }],
  ["webhook variables by their update name", { webhooks: [{ name: "w", url: "u", variables: [] }] }],
  ["hipaaCompliance", { settings: { security: { hipaaCompliance: false } } }],
  ["callSetting", { settings: { callSetting: { maxCallDuration: 1, endCallOnSilence: 1 } } }],
  ["responseSettings", { settings: { responseSettings: { delay: 0 } } }],
  ["autopilot", { autopilot: true }],
  ["a field nobody documented", { isSMB: true }],
  ["custom words without ai_custom", { customWelcomeMessage: "Hi" }],
])("a create request with %s is refused", async (_, fields) => {
  expect((await create(fields)).status).toBe(400);
});

test("an agent, a folder or a knowledge base that is not in the workspace is refused", async () => {
  const omniFlowAgent = sandbox.tenant.omniFlowAgentIds[0];
  expect((await create({ agent: omniFlowAgent })).status).toBe(400);
  expect((await create({ folderId: "6764d172953253138a3affff" })).status).toBe(400);
  expect((await create({ settings: { knowledgeBases: ["nope"] } })).status).toBe(400);
});

test("a global flow in an ordinary workspace is forbidden", async () => {
  expect(await create({ isGlobal: true })).toMatchObject({
    status: 403,
    json: { error: expect.any(String) },
  });
});

test("the agent's pending phone number is activated", async () => {
  const agent = sandbox.tenant.agentIds[0];
  const id = idOf(await create({ agent }));
  const state = await sandbox.control("GET", "/state");
  expect(at(state, "phoneNumbers.0")).toMatchObject({ status: "active", pathwayId: id, agentId: agent });
});

test("of a value given twice the top level wins, and both places answer it", async () => {
  const answer = await create({
    welcomeMessage: "ai_dynamic",
    agentWebhookUrl: "https://a.example/top",
    settings: {
      welcomeMessage: "user_initiated",
      webhooks: { agent: "https://a.example/inner", inbound: "in" },
    },
  });
  expect(answer.json).toMatchObject({
    welcomeMessage: "ai_dynamic",
    agentWebhookUrl: "https://a.example/top",
    inboundWebhookUrl: "in",
    settings: { welcomeMessage: "ai_dynamic", webhooks: { agent: "https://a.example/top", inbound: "in" } },
  });
});

test.each([true, false])(
  "securityOptOut %s leaves HIPAA compliance off and is never answered",
  async (value) => {
    const answer = await create({ settings: { security: { securityOptOut: value, publicAccess: true } } });
    expect(at(answer, "settings.security")).toEqual({ hipaaCompliance: false, publicAccess: true });
  },
);

test("webhook headers sent as an object are answered as a list", async () => {
  const webhook = { name: "w", url: "https://w.example", headers: { "X-Token": "t" } };
  const answer = await create({
    webhooks: [{ ...webhook, variablesforcallflow: [{ name: "slot", description: "Time" }] }],
  });
  expect(at(answer, "webhooks")).toEqual([
    {
      ...{
        ...webhook,
        method: "POST",
        headers: [{ name: "X-Token", value: "t" }],
        body: "",
        description: "",
      },
      ...{ variablesforcallflow: [{ name: "slot", description: "Time" }], responseVariables: [] },
      ...{ isTesting: false, textToSpeak: "", testResponse: "" },
    },
  ]);
});

test("the same request twice makes two flows", async () => {
  expect(idOf(await create({}))).not.toBe(idOf(await create({})));
});
