import { describe, expect, it } from "vitest";
import { maskFlowSecrets } from "@/lib/flows/diff/secret-values";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { normaliseCallFlow } from "./normalise-call-flow";
import { normaliseMessageFlow } from "./normalise-flow";
import { UpstreamError } from "./upstream-error";

const WORKSPACE = "665f0000000000000000aaaa";
const expectation = { workspaceId: WORKSPACE };

/** The newer generation: webhooks at the top, `callSettings`, no limits. */
const newer = {
  _id: "665f00000000000000000001",
  workspaceId: WORKSPACE,
  folderId: null,
  isGlobal: false,
  isPreConfigured: false,
  preConfiguredWorkspaceId: null,
  name: "Front desk",
  direction: "bidirectional",
  description: "Answers the main line",
  agent: "665f00000000000000000aa1",
  promptType: "simple",
  welcomeMessage: "user_initiated",
  customWelcomeMessage: "",
  flowData: { nodes: [], edges: [] },
  prompt: "Be brief and kind.",
  currentPromptId: "665f00000000000000000bb1",
  promptVersions: [],
  gemini_prompt: "Be brief and kind.",
  startNodeId: null,
  isActive: true,
  agentWebhookUrl: "",
  inboundWebhookUrl: "",
  dynamicVariableCollections: [],
  locations: [],
  webhooks: [],
  settings: {
    welcomeMessage: "user_initiated",
    customWelcomeMessage: "",
    enableHumanLikeVoiceAndTone: false,
    welcomeMessageDelay: 0,
    webhooks: { agent: "", inbound: "" },
    customerLocation: "new york",
    transfers: [],
    knowledgeBases: [],
    utilizePriorCallsContext: false,
    callSettings: { trilletVoiceGuard: true, reminderMessages: [] },
    security: { hipaaCompliance: false, publicAccess: false },
  },
  createdAt: "2025-01-15T15:00:00.000Z",
  updatedAt: "2025-01-15T15:00:00.000Z",
};

/** The older generation's partial answer to an update: webhooks in `settings`, `callSetting`. */
const older = {
  _id: "665f00000000000000000001",
  workspaceId: WORKSPACE,
  name: "Renamed",
  description: "Changed",
  isActive: false,
  autopilot: true,
  promptType: "flow",
  settings: {
    responseSettings: {
      delay: 5,
      workingHours: {
        enabled: true,
        start: "08:00",
        end: "20:00",
        timezone: "UTC",
        outOfHoursMessage: "Closed",
      },
    },
    security: { hipaaCompliance: true, publicAccess: false },
    callSetting: { maxCallDuration: 1200, endCallOnSilence: 15 },
    webhooks: [
      {
        name: "Booking",
        description: "Books",
        url: "https://example.com/hook",
        method: "POST",
        headers: [{ name: "Authorization", value: "Bearer some-token" }],
        body: "{}",
        variables: [{ name: "message", description: "Text" }],
      },
    ],
  },
  updatedAt: "2025-03-11T14:48:43Z",
};

function normalise(answer: unknown, lastKnown: CallFlow | null = null) {
  return normaliseCallFlow(answer, expectation, lastKnown);
}

describe("a call flow of an upstream answer", () => {
  it("of the newer generation is read whole, and the limits it lacks are unknown", () => {
    expect(normalise(newer)).toEqual(exampleCallFlow());
  });

  it("of the older generation is read with its limits, autopilot, and webhooks from settings", () => {
    const flow = normalise(older);
    expect(flow).toMatchObject({ autopilot: true, promptType: "flow", prompt: null, direction: null });
    expect(flow.settings.callSettings).toEqual({
      trilletVoiceGuard: null,
      reminderMessages: null,
      maxCallDuration: 1200,
      endCallOnSilence: 15,
    });
    expect(flow.settings.webhooks).toEqual({ agent: null, inbound: null });
    expect(flow.webhooks).toMatchObject([
      {
        name: "Booking",
        headers: [{ name: "Authorization", value: "Bearer some-token" }],
        variables: [{ name: "message", description: "Text" }],
        responseVariables: [],
      },
    ]);
    expect(flow.unknownFields).toBe(0);
  });

  it("keeps what it lacks: a missing key is never a cleared one", () => {
    const merged = normalise(older, exampleCallFlow());
    expect(merged).toMatchObject({
      name: "Renamed",
      prompt: "Be brief and kind.",
      agent: "665f00000000000000000aa1",
    });
    expect(merged.settings).toMatchObject({
      customerLocation: "new york",
      callSettings: { trilletVoiceGuard: true },
    });
  });

  it("clears what it answers as null or empty", () => {
    const merged = normalise({ ...newer, description: "", agent: null }, exampleCallFlow());
    expect(merged).toMatchObject({ description: "", agent: null });
  });

  it("that lacks the webhooks keeps the stored ones with their digests", () => {
    const stored = maskFlowSecrets(normalise(older), (value) => `d${value.length}`) as CallFlow;
    const merged = normalise({ ...newer, webhooks: undefined }, stored);
    expect(merged.webhooks).toEqual(stored.webhooks);
    expect(maskFlowSecrets(merged, () => "other")).toMatchObject({ webhooks: stored.webhooks });
  });

  it("may have its call settings divided between both names", () => {
    const { callSettings } = normalise({
      ...newer,
      settings: {
        callSettings: { trilletVoiceGuard: false },
        callSetting: { maxCallDuration: 1, endCallOnSilence: 2 },
      },
    }).settings;
    expect(callSettings).toMatchObject({ trilletVoiceGuard: false, maxCallDuration: 1, endCallOnSilence: 2 });
  });

  it("may have webhooks in both places, and the same one counts once", () => {
    const [booking] = older.settings.webhooks;
    const flow = normalise({
      ...newer,
      webhooks: [booking],
      settings: { webhooks: [booking, { ...booking, name: "Other" }] },
    });
    expect(flow.webhooks?.map((webhook) => webhook.name)).toEqual(["Booking", "Other"]);
  });

  it("may have webhook headers as an object and variables under the name of the create request", () => {
    const flow = normalise({
      ...newer,
      webhooks: [
        { name: "W", url: "https://x.test", headers: { A: "b" }, variablesforcallflow: [{ name: "v" }] },
      ],
    });
    expect(flow.webhooks?.[0]).toMatchObject({
      headers: [{ name: "A", value: "b" }],
      variables: [{ name: "v", description: null }],
    });
  });

  it.each([
    ["an id", "665f00000000000000000aa1"],
    ["a populated object", { _id: "665f00000000000000000aa1", name: "Reception" }],
  ])("may name its agent as %s", (_what, agent) => {
    expect(normalise({ ...newer, agent }).agent).toBe("665f00000000000000000aa1");
  });

  it("is read at the top first where a copy in settings says something else", () => {
    const flow = normalise({ ...newer, welcomeMessage: "ai_dynamic" });
    expect(flow.welcomeMessage).toBe("ai_dynamic");
    expect(normalise({ ...newer, welcomeMessage: undefined }).welcomeMessage).toBe("user_initiated");
  });

  it("has its times in one spelling, so that equal moments are equal texts", () => {
    expect(normalise({ ...newer, updatedAt: "2025-01-15T15:00:00Z" }).updatedAt).toBe(
      "2025-01-15T15:00:00.000Z",
    );
  });

  it("has unknown fields counted at every level, and __v is none", () => {
    const answer = {
      ...newer,
      __v: 3,
      llmModel: "x",
      webhooks: [{ name: "W", url: "https://x.test", extra: 1, variables: [{ name: "v", extra: 1 }] }],
      settings: { ...newer.settings, speed: 1, security: { strange: 1 }, callSettings: { odd: 1 } },
    };
    expect(normalise(answer).unknownFields).toBe(6);
  });

  it("has a value of a wrong type counted as unknown, not passed on", () => {
    expect(normalise({ ...newer, prompt: 5 })).toMatchObject({ prompt: null, unknownFields: 1 });
  });

  it("has what it can't read kept with its path, and nothing last known in its place", () => {
    const settings = {
      ...newer.settings,
      callSettings: undefined,
      callSetting: "odd",
      security: [1],
      mood: 1,
    };
    const flow = normalise(
      { ...newer, description: { en: "Hi" }, updatedBy: 7, settings },
      exampleCallFlow(),
    );
    expect(flow.kept).toEqual([
      { path: "/description", value: { en: "Hi" } },
      { path: "/settings/security", value: [1] },
      { path: "/settings/callSettings", value: "odd" },
      { path: "/settings/mood", value: 1 },
    ]);
    expect(flow).toMatchObject({
      description: null,
      settings: { callSettings: { trilletVoiceGuard: null }, security: { hipaaCompliance: null } },
      // An unknown key outside the settings may be a counter of the upstream's own.
      unknownFields: 5,
    });
  });

  it("has a list with one item that can't be read as not read at all, but webhooks item by item", () => {
    const collections = [
      { id: "a", name: "A" },
      { id: "b", name: 5 },
    ];
    const webhooks = [{ name: "W", url: "https://x.test" }, "odd"];
    const flow = normalise({ ...newer, dynamicVariableCollections: collections, webhooks });
    expect(flow.dynamicVariableCollections).toBeNull();
    expect(flow.kept).toEqual([{ path: "/dynamicVariableCollections", value: collections }]);
    expect(flow.webhooks).toMatchObject([{ name: "W" }]);
  });

  it("keeps a kept value where the answer lacks the field, and drops one that is readable again", () => {
    const kept = [
      { path: "/prompt", value: "••••", digest: "a" },
      { path: "/settings/mood", value: 1, digest: "b" },
    ];
    const known = exampleCallFlow({ prompt: null, kept });
    const { prompt: _, settings: __, ...partial } = newer;
    expect(normalise(partial, known).kept).toEqual(kept);
    expect(normalise({ ...newer, prompt: "Text" }, known)).toMatchObject({ prompt: "Text", kept: [] });
  });

  it.each([
    ["of another workspace", { ...newer, workspaceId: "665f0000000000000000bbbb" }],
    ["without an id", { ...newer, _id: undefined }],
    ["whose id could leave its path", { ...newer, _id: "../agents" }],
    ["that is a list", [newer]],
    ["that is nothing", null],
  ])("%s is refused", (_what, answer) => {
    expect(() => normalise(answer)).toThrow(UpstreamError);
  });
});

describe("a message flow of an upstream answer", () => {
  const answer = {
    _id: "665f00000000000000000c01",
    workspaceId: WORKSPACE,
    name: "SMS follow-up",
    direction: "bidirectional",
    description: "After a missed call",
    agent: "665f00000000000000000cc1",
    settings: {
      responseSettings: {
        delay: 0,
        workingHours: { enabled: true, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "" },
      },
      security: { hipaaCompliance: false },
      emailSettings: { subjectLine: "", signature: "" },
    },
    prompt: "Be brief.",
    initiationMessage: "Hi, we missed your call.",
    isActive: true,
    autopilot: false,
    messageChannel: "SMS",
    createdAt: "2025-01-02T10:15:00Z",
    updatedAt: "2025-01-02T10:15:00Z",
  };

  it("is read whole", () => {
    expect(normaliseMessageFlow(answer, expectation)).toEqual(exampleMessageFlow());
  });

  it("keeps its settings and first message when a toggle's answer lacks them", () => {
    const { settings, initiationMessage, direction, ...toggled } = { ...answer, autopilot: true };
    expect(normaliseMessageFlow(toggled, expectation, exampleMessageFlow())).toEqual(
      exampleMessageFlow({ autopilot: true }),
    );
  });

  it("keeps each setting that an empty settings object lacks", () => {
    const merged = normaliseMessageFlow(
      { ...answer, settings: { security: {} } },
      expectation,
      exampleMessageFlow(),
    );
    expect(merged.settings).toEqual(exampleMessageFlow().settings);
  });

  it("is understood with flat working hours too", () => {
    const flat = { ...answer, settings: { responseSettings: { delay: 2, enabled: true, start: "10:00" } } };
    const flow = normaliseMessageFlow(flat, expectation);
    expect(flow.settings.responseSettings).toMatchObject({
      delay: 2,
      workingHours: { enabled: true, start: "10:00" },
    });
    expect(flow.unknownFields).toBe(0);
  });
});
