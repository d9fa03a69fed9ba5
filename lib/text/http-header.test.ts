import { describe, expect, it } from "vitest";
import { headerNameFault, headerValueFault, repeatedHeaderNames } from "./http-header";

describe("a header's name", () => {
  it.each(["Authorization", "x-key", "X_Key.2", "!#$%&'*+^`|~"])("%s may be used", (name) => {
    expect(headerNameFault(name)).toBeNull();
  });

  it.each(["", "X Key", "X-Key:", "Ключ", "X-Key\n", "(X)", "X\u200b"])("%j is refused", (name) => {
    expect(headerNameFault(name)).not.toBeNull();
  });

  it("is the same as one with other capital letters", () => {
    expect(repeatedHeaderNames(["X-A", "y", "x-a", "X-a"])).toEqual(["x-a", "X-a"]);
  });
});

describe("a header's value", () => {
  it.each(["Bearer abc", "a\tb", '{"a": 1}', "é", "x"])("%j may be used", (value) => {
    expect(headerValueFault(value)).toBeNull();
  });

  it.each([
    ["", /empty/],
    ["Bearer abc\n", /line break/],
    ["a\r\nX-Other: 1", /line break/],
    ["a\u0000b", /control/],
    [" a", /blank/],
    ["a ", /blank/],
    ["“a”", /Latin/],
    ["a\u200bb", /Latin/],
  ])("%j is refused with a reason", (value, reason) => {
    expect(headerValueFault(value)).toMatch(reason);
  });
});
