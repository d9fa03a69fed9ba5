import { describe, expect, test } from "vitest";
import { jsonText, readJsonText } from "./json-field";

describe("JSON that a person types", () => {
  test("any JSON value comes through", () => {
    for (const value of [{ a: [1, null] }, "text", 0, null, []]) {
      expect(readJsonText(jsonText(value))).toEqual({ value });
    }
  });

  test("a mistake is named with its line and column", () => {
    expect(readJsonText('{\n  "a": oops\n}')).toEqual({
      problem: expect.stringContaining("line 2, column 8"),
    });
  });

  test("text that ends too early is named with its end", () => {
    expect(readJsonText('{\n  "a": 1')).toEqual({ problem: expect.stringContaining("line 2") });
  });

  test("no text is no value", () => {
    expect(readJsonText("  \n")).toHaveProperty("problem");
    expect(jsonText(undefined)).toBe("");
  });
});
