import { beforeEach, describe, expect, it, vi } from "vitest";
import { mayReloadForNewVersion } from "./new-version";

const storage = new Map<string, string>();
beforeEach(() => {
  storage.clear();
  vi.stubGlobal("window", {
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
    },
  });
  return () => vi.unstubAllGlobals();
});

const gone = new Error("Failed to fetch dynamically imported module: https://x/_next/static/chunks/a.js");

describe("a page whose parts are of an older version", () => {
  it("loads itself anew once, and again only after a minute", () => {
    expect(mayReloadForNewVersion(gone, 1_000_000)).toBe(true);
    expect(mayReloadForNewVersion(gone, 1_030_000)).toBe(false);
    expect(mayReloadForNewVersion(gone, 1_070_000)).toBe(true);
  });

  it("is not seen in another error", () => {
    expect(mayReloadForNewVersion(new TypeError("x is not a function"), 1_000_000)).toBe(false);
  });
});
