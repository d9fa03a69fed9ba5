import { expect, it } from "vitest";
import { valueText } from "./value-text";

it("seconds are told as such, also as a form holds them", () => {
  const path = "/settings/callSettings/maxCallDuration";
  expect(valueText(path, 1)).toBe("1 second");
  expect(valueText(path, "600")).toBe("600 seconds (10 min)");
  expect(valueText(path, 90)).toBe("90 seconds (1 min 30 s)");
  expect(valueText(path, "soon")).toBe("soon");
});

it("digits elsewhere are left as they are", () => {
  expect(valueText("/name", "600")).toBe("600");
});

it("what can be switched is on or off, what is a fact is yes or no", () => {
  expect(valueText("/isActive", true)).toBe("On");
  expect(valueText("/settings/security/hipaaCompliance", false)).toBe("Off");
  expect(valueText("/isPreConfigured", true)).toBe("Yes");
});

it("a secret is never spelt out, not even its mask", () => {
  expect(valueText("/apiKey", { redacted: true, digest: "abc" })).toBe("Secret");
});
