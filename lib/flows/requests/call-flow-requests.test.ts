import { describe, expect, it } from "vitest";
import { createCallFlowSchema, updateCallFlowSchema } from "./call-flow-requests";
import { toFieldErrors } from "./schema-errors";

const smallest = { name: "Front desk", direction: "bidirectional", promptType: "simple" };

const typical = {
  ...smallest,
  description: "Answers the main line",
  agent: "665f00000000000000000aa1",
  folderId: "665f00000000000000000ff1",
  isGlobal: false,
  isPreConfigured: false,
  preConfiguredWorkspaceId: "665f0000000000000000aaaa",
  prompt: "Be brief and kind.",
  welcomeMessage: "ai_custom",
  customWelcomeMessage: "Hello, how can I help?",
  flowData: { nodes: [{ id: "node1", type: "start", data: { prompt: "Hi" } }], edges: [] },
  isActive: true,
  agentWebhookUrl: "",
  inboundWebhookUrl: "https://example.com/inbound",
  dynamicVariableCollections: [
    { id: "c1", name: "Default", isDefault: true, variables: [{ key: "firstName", value: "" }] },
  ],
  webhooks: [
    {
      name: "Booking",
      url: "https://example.com/hook",
      method: "POST",
      headers: { "X-Token": "t" },
      body: "{}",
      description: "Books",
      variablesforcallflow: [{ name: "slot", description: "Wanted time" }],
      responseVariables: [{ name: "code", path: "$.code", description: "Booking code" }],
      isTesting: false,
      textToSpeak: "One moment",
      testResponse: "{}",
    },
  ],
  settings: {
    welcomeMessage: "ai_custom",
    customWelcomeMessage: "Hello, how can I help?",
    enableHumanLikeVoiceAndTone: false,
    welcomeMessageDelay: 0,
    webhooks: { agent: "", inbound: "https://example.com/inbound" },
    customerLocation: "new york",
    transfers: [],
    knowledgeBases: [],
    utilizePriorCallsContext: false,
    callSettings: { trilletVoiceGuard: true, reminderMessages: ["Are you there?"] },
    security: { securityOptOut: false, publicAccess: false },
  },
};

function errorsOf(body: unknown) {
  const result = createCallFlowSchema.safeParse(body);
  return result.success ? [] : toFieldErrors(result.error);
}

function pathsOf(body: unknown) {
  return errorsOf(body).map((error) => error.path);
}

describe("a request to create a call flow", () => {
  it("passes with every documented field, unchanged", () => {
    expect(createCallFlowSchema.parse(typical)).toEqual(typical);
  });

  it("gets the documented prompt type when it names none", () => {
    expect(createCallFlowSchema.parse({ name: "A", direction: "outbound" }).promptType).toBe("simple");
  });

  it.each([
    ["a blank name", { ...smallest, name: "  " }, "/name"],
    ["no name", { direction: "outbound" }, "/name"],
    [
      "the direction inbound, which only answers may have",
      { ...smallest, direction: "inbound" },
      "/direction",
    ],
    ["another prompt type", { ...smallest, promptType: "flow" }, "/promptType"],
    ["an agent id with a slash", { ...smallest, agent: "../agents" }, "/agent"],
    [
      "a webhook address that is no http address",
      { ...smallest, webhooks: [{ name: "A", url: "ftp://x" }] },
      "/webhooks/0/url",
    ],
    ["a webhook without a name", { ...smallest, webhooks: [{ url: "https://x.test" }] }, "/webhooks/0/name"],
    [
      "headers that are a list",
      { ...smallest, webhooks: [{ name: "A", url: "https://x.test", headers: [] }] },
      "/webhooks/0/headers",
    ],
    [
      "the variables name of the update request",
      { ...smallest, webhooks: [{ name: "A", url: "https://x.test", variables: [] }] },
      "/webhooks/0/variables",
    ],
    [
      "a negative delay",
      { ...smallest, settings: { welcomeMessageDelay: -1 } },
      "/settings/welcomeMessageDelay",
    ],
    [
      "call limits, which create does not document",
      { ...smallest, settings: { callSettings: { maxCallDuration: 1 } } },
      "/settings/callSettings/maxCallDuration",
    ],
    [
      "hipaaCompliance, which only updates take",
      { ...smallest, settings: { security: { hipaaCompliance: true } } },
      "/settings/security/hipaaCompliance",
    ],
    ["an undocumented setting", { ...smallest, settings: { model: "x" } }, "/settings/model"],
    ["ai_custom without a text", { ...smallest, welcomeMessage: "ai_custom" }, "/customWelcomeMessage"],
    ["a custom text without ai_custom", { ...smallest, customWelcomeMessage: "Hi" }, "/customWelcomeMessage"],
    [
      "two welcome messages that differ",
      { ...smallest, welcomeMessage: "ai_dynamic", settings: { welcomeMessage: "user_initiated" } },
      "/settings/welcomeMessage",
    ],
  ])("is refused for %s", (_what, body, path) => {
    expect(pathsOf(body)).toEqual([path]);
  });

  it("takes an empty custom text with any welcome message, because empty means unset", () => {
    expect(pathsOf({ ...smallest, welcomeMessage: "user_initiated", customWelcomeMessage: "" })).toEqual([]);
  });

  it("gets every error at once, unknown keys one by one", () => {
    const body = {
      name: 7,
      direction: "inbound",
      welcomeMessage: "ai_custom",
      "strange/key": 1,
      other: 2,
      settings: { customerLocation: false, unknown: 1 },
    };
    expect(pathsOf(body).toSorted()).toEqual([
      "/customWelcomeMessage",
      "/direction",
      "/name",
      "/other",
      "/settings/customerLocation",
      "/settings/unknown",
      "/strange~1key",
    ]);
  });

  it("is answered in words that name the field", () => {
    expect(errorsOf({ direction: 3 })).toEqual([
      { path: "/name", message: "Name is required" },
      { path: "/direction", message: 'Direction must be "outbound" or "bidirectional"' },
    ]);
  });

  it.each([null, [], "text", 5])("is refused when it is %j and no object", (body) => {
    expect(pathsOf(body)).toEqual([""]);
  });
});

function patchErrorsOf(body: unknown) {
  const result = updateCallFlowSchema.safeParse(body);
  return result.success ? [] : toFieldErrors(result.error);
}

describe("a change of a call flow", () => {
  it("takes the call settings under the documented name and returns them under ours", () => {
    const limits = {
      maxCallDuration: 1200,
      endCallOnSilence: 15,
      trilletVoiceGuard: true,
      reminderMessages: [],
    };
    const normal = { settings: { callSettings: limits } };
    expect(updateCallFlowSchema.parse({ settings: { callSetting: limits } })).toEqual(normal);
    expect(updateCallFlowSchema.parse(normal)).toEqual(normal);
  });

  it("is refused when it has the call settings under both names", () => {
    const errors = patchErrorsOf({ settings: { callSetting: {}, callSettings: { maxCallDuration: 1 } } });
    expect(errors.map((error) => error.path)).toEqual(["/settings/callSetting"]);
  });

  it("takes every documented field", () => {
    const patch = {
      name: "A",
      description: "",
      direction: "outbound",
      isActive: false,
      isGlobal: true,
      promptType: "simple",
      prompt: "P",
      welcomeMessage: "ai_custom",
      customWelcomeMessage: "Hi",
      dynamicVariableCollections: [{ id: "c", name: "C" }],
      webhooks: [{ name: "W", url: "https://x.test", variables: [{ name: "v", description: "d" }] }],
      settings: {
        responseSettings: {
          delay: 5,
          workingHours: {
            enabled: true,
            start: "08:00",
            end: "20:00",
            timezone: "UTC",
            outOfHoursMessage: "",
          },
        },
        security: { hipaaCompliance: true, publicAccess: false },
        callSettings: { maxCallDuration: 600 },
        enableHumanLikeVoiceAndTone: true,
        welcomeMessageDelay: 1,
        customerLocation: "paris",
        utilizePriorCallsContext: true,
        knowledgeBaseFiles: [{ filename: "a.pdf", key: "k/a.pdf", url: "https://x.test/a.pdf" }],
        knowledgeBases: ["kb1"],
        transfers: [{ to: "+1" }],
      },
      autopilot: true,
    };
    expect(updateCallFlowSchema.parse(patch)).toEqual(patch);
  });

  it("refuses the flip and says what to send instead", () => {
    expect(patchErrorsOf({ toggleAutopilot: true })).toEqual([
      {
        path: "/toggleAutopilot",
        message: "toggleAutopilot is not accepted: send autopilot: true or autopilot: false instead",
      },
    ]);
  });

  it.each([
    "agent",
    "folderId",
    "flowData",
    "agentWebhookUrl",
    "inboundWebhookUrl",
    "isPreConfigured",
    "preConfiguredWorkspaceId",
    "currentPromptId",
    "id",
    "workspaceId",
    "createdAt",
  ])("refuses %s, which the upstream does not let anyone change", (field) => {
    const errors = patchErrorsOf({ [field]: "x" });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.path).toBe(`/${field}`);
    expect(errors[0]?.message).toContain("Trillet");
  });

  it("refuses securityOptOut, since what it would do to hipaaCompliance is not documented", () => {
    const errors = patchErrorsOf({ settings: { security: { securityOptOut: true } } });
    expect(errors.map((error) => error.path)).toEqual(["/settings/security/securityOptOut"]);
  });

  it.each([{}, { settings: {} }, { settings: { security: {} } }])(
    "is refused when it sets nothing: %j",
    (body) => {
      expect(patchErrorsOf(body)).toEqual([
        { path: "", message: "At least one field to change is required" },
      ]);
    },
  );

  it("refuses an unknown field as unknown, and does not also call the change empty", () => {
    expect(patchErrorsOf({ promt: "x" }).map((error) => error.path)).toEqual(["/promt"]);
  });

  it("refuses null, because the upstream documents no null for these fields", () => {
    expect(patchErrorsOf({ description: null }).map((error) => error.path)).toEqual(["/description"]);
  });
});
