import { describe, expect, it } from "vitest";
import { createMessageFlowSchema, updateMessageFlowSchema } from "./message-flow-requests";
import { toFieldErrors } from "./schema-errors";

const required = {
  name: "SMS follow-up",
  direction: "inbound",
  agent: "665f00000000000000000cc1",
  initiationMessage: "Hi",
  prompt: "Be brief.",
  messageChannel: "SMS",
};
const hours = { enabled: true, start: "09:00", end: "17:00", timezone: "UTC", outOfHoursMessage: "Closed" };

function pathsOf(
  result:
    | ReturnType<typeof createMessageFlowSchema.safeParse>
    | ReturnType<typeof updateMessageFlowSchema.safeParse>,
) {
  return result.success ? [] : toFieldErrors(result.error).map((error) => error.path);
}

describe("a request to create a message flow", () => {
  it("takes flat and nested working hours and returns the nested form", () => {
    const nested = { ...required, settings: { responseSettings: { delay: 1, workingHours: hours } } };
    const flat = { ...required, settings: { responseSettings: { delay: 1, ...hours } } };
    expect(createMessageFlowSchema.parse(flat)).toEqual(nested);
    expect(createMessageFlowSchema.parse(nested)).toEqual(nested);
  });

  it("is refused when it has working hours in both forms, at each field that is double", () => {
    const settings = { responseSettings: { start: "09:00", end: "10:00", workingHours: hours } };
    expect(pathsOf(createMessageFlowSchema.safeParse({ ...required, settings }))).toEqual([
      "/settings/responseSettings/start",
      "/settings/responseSettings/end",
    ]);
  });

  it("gets an error for every required field that it lacks", () => {
    expect(pathsOf(createMessageFlowSchema.safeParse({}))).toEqual([
      "/name",
      "/direction",
      "/messageChannel",
      "/agent",
      "/initiationMessage",
      "/prompt",
    ]);
  });

  it("is refused for a channel in other letters", () => {
    expect(pathsOf(createMessageFlowSchema.safeParse({ ...required, messageChannel: "sms" }))).toEqual([
      "/messageChannel",
    ]);
  });
});

describe("a change of a message flow", () => {
  it("takes description, nested settings and autopilot", () => {
    const patch = {
      description: "After hours",
      autopilot: false,
      settings: {
        responseSettings: { delay: 5, workingHours: hours },
        security: { hipaaCompliance: true },
        emailSettings: { subjectLine: "S", signature: "" },
      },
    };
    expect(updateMessageFlowSchema.parse(patch)).toEqual(patch);
  });

  it.each(["name", "prompt", "agent", "initiationMessage", "isActive", "messageChannel", "direction"])(
    "refuses %s, which the upstream does not let anyone change",
    (field) => {
      const result = updateMessageFlowSchema.safeParse({ [field]: "x", description: "d" });
      expect(pathsOf(result)).toEqual([`/${field}`]);
      expect(result.error?.issues[0]?.message).toContain("Trillet can't change it");
    },
  );

  it("refuses the flip, flat working hours and an empty change", () => {
    expect(pathsOf(updateMessageFlowSchema.safeParse({ toggleAutopilot: true }))).toEqual([
      "/toggleAutopilot",
    ]);
    expect(
      pathsOf(updateMessageFlowSchema.safeParse({ settings: { responseSettings: { start: "09:00" } } })),
    ).toEqual(["/settings/responseSettings/start"]);
    expect(pathsOf(updateMessageFlowSchema.safeParse({}))).toEqual([""]);
  });
});
