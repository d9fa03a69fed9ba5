import { expect, it } from "vitest";
import { valueText } from "./value-text";

it("seconds are told as such, also as a form holds them", () => {
  const path = "/settings/callSettings/maxCallDuration";
  expect(valueText(path, 1)).toBe("1 second");
  expect(valueText(path, "600")).toBe("600 seconds");
  expect(valueText(path, "soon")).toBe("soon");
});

it("digits elsewhere are left as they are", () => {
  expect(valueText("/name", "600")).toBe("600");
});
