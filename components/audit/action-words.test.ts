import { describe, expect, it } from "vitest";
import { actionChoices, eventSentence } from "./action-words";

const maya = { type: "user" as const, id: "1", email: "maya@example.com", name: "Maya", role: "editor" };
const flow = { type: "call_flow", id: "f1", name: "Front desk" };
const changes = [{ path: "/prompt", before: "a", after: "b" }];
const event = {
  action: "call_flow.update",
  outcome: "succeeded" as const,
  actor: maya,
  target: flow,
  changes,
};

describe("an event in words", () => {
  it("says who did what to what", () => {
    expect(eventSentence(event)).toBe("Maya changed the call flow Front desk: the prompt");
  });

  it("does not say that something was done when it was not", () => {
    expect(eventSentence({ ...event, outcome: "denied" })).toBe(
      "Maya tried to change the call flow Front desk",
    );
    expect(eventSentence({ ...event, outcome: "failed" })).toContain("tried to");
  });

  it("is a whole sentence where the target's name is not recorded", () => {
    const denied = { ...event, outcome: "denied" as const, target: null, changes: [] };
    expect(eventSentence({ ...denied, action: "workspace.update" })).toBe(
      "Maya tried to change the settings of this workspace",
    );
    expect(eventSentence({ ...denied, action: "binding.change" })).toBe(
      "Maya tried to change the role of somebody",
    );
    expect(eventSentence({ ...denied, action: "call_flow.create" })).toBe(
      "Maya tried to create the call flow",
    );
  });

  it("names an action that it does not know", () => {
    expect(eventSentence({ ...event, action: "flow.fly", changes: [] })).toBe(
      "Maya did flow.fly: Front desk",
    );
  });
});

describe("the actions to filter by", () => {
  it("are only those that the reader can see", () => {
    expect(actionChoices("flows").every(({ value }) => value.includes("_flow."))).toBe(true);
    expect(actionChoices("portal").some(({ value }) => value.startsWith("call_flow."))).toBe(false);
    expect(actionChoices("workspace").some(({ value }) => value === "session.sign_in")).toBe(false);
  });
});
