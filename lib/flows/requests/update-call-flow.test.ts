import { describe, expect, it } from "vitest";
import { toFieldErrors } from "./schema-errors";
import { updateCallFlowSchema } from "./update-call-flow";

function errorsOf(body: unknown) {
  const result = updateCallFlowSchema.safeParse(body);
  return result.success ? [] : toFieldErrors(result.error);
}

describe("a change of a call flow", () => {
  it("takes the call settings under the documented name and gives them under ours", () => {
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
    const errors = errorsOf({ settings: { callSetting: {}, callSettings: { maxCallDuration: 1 } } });
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
    expect(errorsOf({ toggleAutopilot: true })).toEqual([
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
    const errors = errorsOf({ [field]: "x" });
    expect(errors).toHaveLength(1);
    expect(errors[0]?.path).toBe(`/${field}`);
    expect(errors[0]?.message).toContain("the upstream");
  });

  it("refuses securityOptOut, since what it would do to hipaaCompliance is not documented", () => {
    const errors = errorsOf({ settings: { security: { securityOptOut: true } } });
    expect(errors.map((error) => error.path)).toEqual(["/settings/security/securityOptOut"]);
  });

  it.each([{}, { settings: {} }, { settings: { security: {} } }])(
    "is refused when it asks for nothing: %j",
    (body) => {
      expect(errorsOf(body)).toEqual([{ path: "", message: "At least one field to change is required" }]);
    },
  );

  it("refuses an unknown field as unknown, and does not also call the change empty", () => {
    expect(errorsOf({ promt: "x" }).map((error) => error.path)).toEqual(["/promt"]);
  });

  it("refuses null, because the upstream documents no null for these fields", () => {
    expect(errorsOf({ description: null }).map((error) => error.path)).toEqual(["/description"]);
  });
});
