import { describe, expect, it } from "vitest";
import { addressAndBack, safeCallbackPath } from "./own-path";

describe("the place to go to after sign-in", () => {
  it("is a path on this site, with its query and anchor", () => {
    expect(safeCallbackPath("/acme/call-flows?q=desk#top")).toBe("/acme/call-flows?q=desk#top");
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/\t/evil.example",
    "/..//evil.example",
    "javascript:alert(1)",
    "evil",
    "",
  ])("is the home page instead of %j", (given) => {
    expect(safeCallbackPath(given)).toBe("/");
  });

  it("never leads back to the sign-in page or into the API", () => {
    expect(safeCallbackPath("/sign-in?callbackUrl=/")).toBe("/");
    expect(safeCallbackPath("/api/auth/signout")).toBe("/");
  });

  it("survives the round trip through the sign-in address", () => {
    const address = addressAndBack("/sign-in", { pathname: "/acme/audit", search: "?q=a&limit=2" });
    const callback = new URL(address, "http://x").searchParams.get("callbackUrl");
    expect(safeCallbackPath(callback)).toBe("/acme/audit?q=a&limit=2");
  });
});
