import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toNormalWebhook } from "@/lib/flows/requests/apply-patch";
import { type CallFlowPatch, createCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { createMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { createCallFlowWire, updateCallFlowWire } from "./call-flow-wire";
import { readsAsOlder } from "./call-limits";
import { createMessageFlowWire, updateMessageFlowWire } from "./message-flow-wire";
import { normaliseCallFlow } from "./normalise-call-flow";
import { PatchNotPossible } from "./problems";

const existing = toNormalWebhook({
  name: "First",
  url: "https://x.test/1",
  headers: { "X-Token": "secret" },
});

describe("creating a call flow", () => {
  it("sends the documented body as it is", () => {
    const body = createCallFlowSchema.parse({
      name: "A",
      direction: "outbound",
      webhooks: [
        { name: "W", url: "https://x.test", headers: { A: "b" }, variablesforcallflow: [{ name: "v" }] },
      ],
      settings: { callSettings: { trilletVoiceGuard: true }, security: { securityOptOut: true } },
    });
    expect(createCallFlowWire(body)).toEqual({
      method: "POST",
      path: "/v1/api/call-flows",
      body: {
        name: "A",
        direction: "outbound",
        promptType: "simple",
        webhooks: [
          { name: "W", url: "https://x.test", headers: { A: "b" }, variablesforcallflow: [{ name: "v" }] },
        ],
        settings: { callSettings: { trilletVoiceGuard: true }, security: { securityOptOut: true } },
      },
    });
  });
});

describe("updating a call flow", () => {
  it("sends everything known that may be written, with the change in it", () => {
    expect(updateCallFlowWire(exampleCallFlow(), { name: "Renamed" })).toEqual({
      method: "PUT",
      path: "/v1/api/call-flows/665f00000000000000000001",
      body: {
        name: "Renamed",
        description: "Answers the main line",
        direction: "bidirectional",
        isActive: true,
        promptType: "simple",
        prompt: "Be brief and kind.",
        welcomeMessage: "user_initiated",
        dynamicVariableCollections: [],
        settings: {
          enableHumanLikeVoiceAndTone: false,
          welcomeMessageDelay: 0,
          customerLocation: "new york",
          transfers: [],
          knowledgeBases: [],
          utilizePriorCallsContext: false,
          security: { hipaaCompliance: false, publicAccess: false },
          callSetting: {
            trilletVoiceGuard: true,
            reminderMessages: [],
          },
        },
      },
    });
  });

  it("sends both call limits as they are when only one is changed", () => {
    const base = exampleCallFlow();
    Object.assign(base.settings.callSettings, { maxCallDuration: 1200, endCallOnSilence: 15 });
    const { body } = updateCallFlowWire(base, { settings: { callSettings: { endCallOnSilence: 20 } } });
    expect(body).toMatchObject({
      settings: { callSetting: { maxCallDuration: 1200, endCallOnSilence: 20 } },
    });
    expect(body.settings).not.toHaveProperty("callSettings");
  });

  it("never sends the webhooks that are there, only the new ones, under the names of the update request", () => {
    const base = exampleCallFlow({ webhooks: [existing] });
    expect(updateCallFlowWire(base, { name: "A" }).body).not.toHaveProperty("webhooks");
    const added = {
      name: "Second",
      url: "https://x.test/2",
      headers: { A: "b" },
      variables: [{ name: "v" }],
    };
    expect(updateCallFlowWire(base, { webhooks: [added] }).body.webhooks).toEqual([added]);
  });

  it("leaves the direction out for a flow that reads inbound, unless it is changed", () => {
    const base = exampleCallFlow({ direction: "inbound" });
    expect(updateCallFlowWire(base, { name: "A" }).body).not.toHaveProperty("direction");
    expect(updateCallFlowWire(base, { direction: "outbound" }).body.direction).toBe("outbound");
  });

  it("sends simple as prompt type even for a flow that reads flow", () => {
    expect(updateCallFlowWire(exampleCallFlow({ promptType: "flow" }), { name: "A" }).body.promptType).toBe(
      "simple",
    );
  });

  it("names isGlobal only when it is true or requested", () => {
    expect(updateCallFlowWire(exampleCallFlow({ isGlobal: true }), { name: "A" }).body.isGlobal).toBe(true);
    expect(updateCallFlowWire(exampleCallFlow(), { isGlobal: false }).body.isGlobal).toBe(false);
  });

  it("names the custom welcome text only when it has one or clears one", () => {
    const base = exampleCallFlow({ welcomeMessage: "ai_custom", customWelcomeMessage: "Hi" });
    expect(updateCallFlowWire(base, { name: "A" }).body.customWelcomeMessage).toBe("Hi");
    const cleared = updateCallFlowWire(base, { welcomeMessage: "ai_dynamic", customWelcomeMessage: "" });
    expect(cleared.body).toMatchObject({ welcomeMessage: "ai_dynamic", customWelcomeMessage: "" });
  });

  it.each([
    [false, true, true],
    [true, false, true],
    [true, true, undefined],
    [false, false, undefined],
  ])("with autopilot %j and %j wanted sends the flip %j", (present, wanted, flip) => {
    const { body } = updateCallFlowWire(exampleCallFlow({ autopilot: present }), { autopilot: wanted });
    expect(body.toggleAutopilot).toBe(flip);
    expect(body).not.toHaveProperty("autopilot");
  });

  it("is not possible for autopilot on a flow that has none", () => {
    expect(() => updateCallFlowWire(exampleCallFlow(), { autopilot: true })).toThrow(PatchNotPossible);
  });

  it("is not possible for ai_custom when neither the change nor the flow has a text", () => {
    const patch: CallFlowPatch = { welcomeMessage: "ai_custom" };
    expect(() => updateCallFlowWire(exampleCallFlow(), patch)).toThrow("Custom welcome message is required");
    expect(
      updateCallFlowWire(exampleCallFlow({ customWelcomeMessage: "Hi" }), patch).body.customWelcomeMessage,
    ).toBe("Hi");
  });

  it("never sends a value that is not known, a field that can only be read, or a stored secret", () => {
    const unknowable = fc.record({
      description: fc.constantFrom(null, "", "D"),
      prompt: fc.constantFrom(null, "P"),
      isActive: fc.constantFrom(null, true, false),
      welcomeMessage: fc.constantFrom(null, "ai_dynamic"),
      autopilot: fc.constantFrom(true, false),
      webhooks: fc.boolean().map((some) => (some ? [existing] : null)),
      direction: fc.constantFrom(null, "inbound" as const, "outbound" as const),
      dynamicVariableCollections: fc.constant(null),
    });
    const readOnly =
      /"(_?id|workspaceId|agent|folderId|flowData|agentWebhookUrl|inboundWebhookUrl|gemini_prompt|promptVersions|currentPromptId|createdAt|updatedAt|locations|startNodeId|unknownFields|webhooks|callSettings)":/;
    fc.assert(
      fc.property(unknowable, (changes) => {
        const sent = JSON.stringify(updateCallFlowWire(exampleCallFlow(changes), { name: "A" }).body);
        expect(sent).not.toMatch(readOnly);
        expect(sent).not.toContain("null");
        expect(sent).not.toContain("secret");
      }),
    );
  });
});

describe("creating a message flow", () => {
  const required = {
    name: "A",
    direction: "inbound",
    agent: "agent1",
    initiationMessage: "Hi",
    prompt: "P",
    messageChannel: "Email",
  };

  it("flattens the working hours, in this request only", () => {
    const workingHours = {
      enabled: true,
      start: "09:00",
      end: "17:00",
      timezone: "UTC",
      outOfHoursMessage: "",
    };
    const body = createMessageFlowSchema.parse({
      ...required,
      settings: { responseSettings: { delay: 0, workingHours }, emailSettings: { subjectLine: "S" } },
    });
    expect(createMessageFlowWire(body).body.settings).toEqual({
      responseSettings: { delay: 0, ...workingHours },
      emailSettings: { subjectLine: "S" },
    });
  });

  it("always sends both switches, because their defaults are documented wrongly", () => {
    expect(createMessageFlowWire(createMessageFlowSchema.parse(required)).body).toEqual({
      ...required,
      isActive: false,
      autopilot: false,
    });
  });
});

describe("updating a message flow", () => {
  const path = "/v1/api/message-flows/665f00000000000000000c01";

  it("sends the description and all known settings, nested", () => {
    const wire = updateMessageFlowWire(exampleMessageFlow(), {
      settings: { responseSettings: { delay: 5 } },
    });
    expect(wire).toEqual({
      method: "PUT",
      path,
      body: {
        description: "After a missed call",
        settings: {
          responseSettings: {
            delay: 5,
            workingHours: {
              enabled: true,
              start: "09:00",
              end: "17:00",
              timezone: "UTC",
              outOfHoursMessage: "",
            },
          },
          security: { hipaaCompliance: false },
          emailSettings: { subjectLine: "", signature: "" },
        },
      },
    });
  });

  it("flips autopilot along with other fields only where it differs", () => {
    const patch = { description: "D", autopilot: true };
    expect(updateMessageFlowWire(exampleMessageFlow(), patch)?.body.toggleAutopilot).toBe(true);
    expect(updateMessageFlowWire(exampleMessageFlow({ autopilot: true }), patch)?.body).not.toHaveProperty(
      "toggleAutopilot",
    );
  });

  it("of autopilot alone goes to the toggle, or nowhere when it is already as wanted", () => {
    expect(updateMessageFlowWire(exampleMessageFlow(), { autopilot: true })).toEqual({
      method: "PUT",
      path: `${path}/toggle-autopilot`,
      body: {},
    });
    expect(updateMessageFlowWire(exampleMessageFlow(), { autopilot: false })).toBeNull();
  });

  it("is not possible for autopilot while its present value is not known", () => {
    expect(() => updateMessageFlowWire(exampleMessageFlow({ autopilot: null }), { autopilot: true })).toThrow(
      PatchNotPossible,
    );
  });
});

describe("what an answer has and no document names", () => {
  const raw = {
    enableDebug: true,
    name: "Front desk",
    description: 5,
    dynamicVariableCollections: [{ id: "c", name: "C", color: "red" }],
    settings: {
      enableRecording: true,
      welcomeMessage: "user_initiated",
      webhooks: { agent: "", inbound: "" },
      callSettings: { enableLlmCache: true, reminderMessages: [{ after: 5 }] },
      callSetting: { enableLlmCache: false, only: "older" },
      security: "none",
      responseSettings: { start: "09:00", retries: 2 },
      knowledgeBases: [{ _id: "kb1", name: "Base" }],
    },
  };
  const read = (answer: object) =>
    normaliseCallFlow({ ...answer, _id: "flow1" }, { workspaceId: "w" }, exampleCallFlow());
  const sent = (answer: object, patch: CallFlowPatch) =>
    updateCallFlowWire(read(answer), patch, answer).body as { settings: Record<string, unknown> };

  it("goes back as it was read, below settings, under the names of the request", () => {
    const { settings, ...body } = sent(raw, { isActive: false });
    expect(body).toMatchObject({
      description: 5,
      dynamicVariableCollections: [{ id: "c", name: "C", color: "red" }],
    });
    expect(body).not.toHaveProperty("enableDebug");
    expect(settings).toMatchObject({
      enableRecording: true,
      callSetting: { enableLlmCache: true, only: "older", reminderMessages: [{ after: 5 }] },
      security: "none",
      responseSettings: { retries: 2, workingHours: { start: "09:00" } },
      // A populated list of ids is understood, and a request takes the ids.
      knowledgeBases: ["kb1"],
    });
    for (const readOnly of ["webhooks", "welcomeMessage", "callSettings"]) {
      expect(settings).not.toHaveProperty(readOnly);
    }
  });

  it("gives way to a value that is set, and to no part of one", () => {
    expect(sent(raw, { description: "Text" })).toMatchObject({ description: "Text" });
    expect(() => sent(raw, { settings: { security: { publicAccess: true } } })).toThrow(PatchNotPossible);
  });

  it("is left out where only its mask is known", () => {
    const { description: _, ...partial } = raw;
    const kept = [{ path: "/description", value: "••••", digest: "d" }];
    const base = normaliseCallFlow(
      { ...partial, _id: "flow1" },
      { workspaceId: "w" },
      exampleCallFlow({ kept }),
    );
    expect(updateCallFlowWire(base, { isActive: false }, partial).body).not.toHaveProperty("description");
  });
});

describe("the generation that a flow reads as", () => {
  it.each([
    [{ settings: { callSettings: {} } }, false],
    [{ settings: { callSetting: {} } }, true],
    [{ settings: { callSettings: {}, callSetting: {} }, autopilot: true }, false],
    [{ settings: { webhooks: [] } }, true],
    [{ settings: { webhooks: {} }, autopilot: false }, false],
    [{ settings: {}, autopilot: false }, true],
    [{ settings: {} }, false],
    [{ settings: "odd" }, false],
    [null, false],
  ])("of %j is the older one: %s", (answer, isOlder) => {
    expect(readsAsOlder(answer)).toBe(isOlder);
  });
});
