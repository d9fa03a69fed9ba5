import { expect, it } from "vitest";
import { valueText, withNames } from "./value-text";

it("seconds are named as such, also as text from a form", () => {
  const path = "/settings/callSettings/maxCallDuration";
  expect(valueText(path, 1)).toBe("1 second");
  expect(valueText(path, "600")).toBe("600 seconds (10 min)");
  expect(valueText(path, 90)).toBe("90 seconds (1 min 30 s)");
  expect(valueText(path, "soon")).toBe("soon");
});

it("digits elsewhere are left as they are", () => {
  expect(valueText("/name", "600")).toBe("600");
});

it("a switch is on or off, a fact is yes or no", () => {
  expect(valueText("/isActive", true)).toBe("On");
  expect(valueText("/settings/security/hipaaCompliance", false)).toBe("Off");
  expect(valueText("/isPreConfigured", true)).toBe("Yes");
});

it("a secret is never spelt out, not even its mask", () => {
  expect(valueText("/apiKey", { redacted: true, digest: "abc" })).toBe("Secret");
});

it("a value in another form than documented is shown as it is stored, and as such", () => {
  const text = valueText("/description", { unread: true, value: { en: "Hi" } });
  expect(text).toBe('{"en":"Hi"} (stored in a form that Switchboard doesn\'t read)');
});

const NAMES = { a1: "Ava" };

it("an agent is shown by its name, and by its id still", () => {
  expect(withNames("/agent", "a1", NAMES)).toBe("Ava (a1)");
  expect(withNames("/settings/knowledgeBases", ["a1", "k2"], NAMES)).toEqual(["Ava (a1)", "k2"]);
});

it("a text that happens to be an id elsewhere stays as it is", () => {
  expect(withNames("/name", "a1", NAMES)).toBe("a1");
  expect(withNames("/agent", "constructor", NAMES)).toBe("constructor");
});
