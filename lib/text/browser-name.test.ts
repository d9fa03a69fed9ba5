import { describe, expect, it } from "vitest";
import { browserName } from "./browser-name";

describe("a browser's name", () => {
  it.each([
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
      "Edge on Windows",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0 Safari/537.36",
      "Chrome on Linux",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1",
      "Safari on iOS",
    ],
    ["Mozilla/5.0 (Linux; Android 15; rv:130.0) Gecko/130.0 Firefox/130.0", "Firefox on Android"],
    ["node", "node"],
  ])("of %j is recognised", (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name);
  });

  it("is admitted to be unknown", () => {
    expect(browserName(null)).toBe("Unknown program");
  });
});
