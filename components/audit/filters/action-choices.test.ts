import { describe, expect, it } from "vitest";
import { actionChoices } from "./action-choices";

describe("the actions to filter by", () => {
  it("are only those that the reader can see", () => {
    expect(actionChoices("flows").every(({ value }) => value.includes("_flow."))).toBe(true);
    expect(actionChoices("portal").some(({ value }) => value.startsWith("call_flow."))).toBe(false);
    expect(actionChoices("workspace").some(({ value }) => value === "session.sign_in")).toBe(false);
    expect(actionChoices("workspace").some(({ value }) => value === "audit.retire")).toBe(true);
    expect(actionChoices("portal").some(({ value }) => value === "audit.retire")).toBe(false);
  });
});
