import { Secret } from "otpauth";
import { describe, expect, it } from "vitest";
import { appUri, newAppSecret, stepOfCode } from "./totp";

/** The secret of the examples in RFC 6238, appendix B; its codes have eight digits there, the last six of which count here. */
const SECRET = Secret.fromUTF8("12345678901234567890").base32;
const at = (seconds: number) => seconds * 1000;

describe("a code of an authenticator app", () => {
  it.each([
    [59, "287082", 1],
    [1111111109, "081804", 37037036],
    [1111111111, "050471", 37037037],
    [1234567890, "005924", 41152263],
    [2000000000, "279037", 66666666],
  ])("is that of RFC 6238 at %d seconds", (seconds, code, step) => {
    expect(stepOfCode(SECRET, code, at(seconds))).toBe(step);
  });

  it("counts in its own step, and in the ones before and after it", () => {
    const first = 37037037 * 30;
    const step = (seconds: number) => stepOfCode(SECRET, "050471", at(first + seconds));
    expect([step(0), step(29), step(-30), step(59)]).toEqual([37037037, 37037037, 37037037, 37037037]);
    expect([step(-31), step(60), step(3600)]).toEqual([null, null, null]);
  });

  it.each(["", "28708", "2870822", "287 82", "２８７０８２", "28708a", "-87082"])("is not %j", (text) => {
    expect(stepOfCode(SECRET, text, at(59))).toBeNull();
  });
});

describe("the secret of an app", () => {
  it("has 160 random bits, and is never the same twice", () => {
    const secrets = Array.from({ length: 50 }, newAppSecret);
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets) expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  });

  it("is listed in the app under the portal's host and the person's address", () => {
    const uri = new URL(appUri(SECRET, { host: "portal.example:8443", email: "mia@example.com" }));
    expect(uri.protocol).toBe("otpauth:");
    expect(decodeURIComponent(uri.pathname)).toContain("Switchboard (portal.example:8443):mia@example.com");
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      secret: SECRET,
      issuer: "Switchboard (portal.example:8443)",
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
  });
});
