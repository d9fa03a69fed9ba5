import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorFromAnswer } from "./error-from-answer";
import { cleanUpstreamMessage, secretsOfRequest } from "./error-message";

const KEY = "tk_0123456789abcdef";
const at = (
  status: number,
  body: string,
  retryAfter: string | null = null,
  date: Date | null = new Date("2025-01-01T00:00:00Z"),
) => errorFromAnswer({ status, body, retryAfter, date }, [KEY]);

describe("an error answer of the upstream", () => {
  it.each([
    [
      '{"error":{"code":"invalid_number","message":"The number is invalid"}}',
      "The number is invalid",
      "invalid_number",
    ],
    ['{"error":"Something broke"}', "Something broke", null],
    ['{"message":"Top level"}', "Top level", null],
    ['"Only text"', "Only text", null],
    ["Plain text", "Plain text", null],
    ["<!doctype html><h1>Bad Gateway</h1>", "Trillet answered with status 400 and no message", null],
    ["", "Trillet answered with status 400 and no message", null],
    ['{"error":{"message":5}}', "Trillet answered with status 400 and no message", null],
    ["[1,2]", "Trillet answered with status 400 and no message", null],
  ])("with the body %s says %s", (body, message, upstreamCode) => {
    expect(at(400, body)).toMatchObject({ message, upstreamCode });
  });

  it.each([
    ['{"error":{"code":"rate_limit_exceeded","message":"Slow","reset_at":"2025-01-01T00:00:30Z"}}', null, 30],
    ['{"error":{"message":"Slow","reset_at":"2024-12-31T00:00:00Z"}}', null, 1],
    ['{"error":{"message":"Slow","reset_at":"2025-01-02T00:00:00Z"}}', null, 300],
    ['{"error":{"message":"Slow","reset_at":"soon"}}', null, 60],
    ["", "7", 7],
    ["", null, 60],
  ])("429 with %s and Retry-After %s asks to wait %i seconds", (body, retryAfter, seconds) => {
    expect(at(429, body, retryAfter).retryAfterSeconds).toBe(seconds);
  });

  it.each([-600, 30, 600])(
    "429 that states no time waits for its reset_at only if that can be: %i seconds from now by our clock",
    (ahead) => {
      const body = JSON.stringify({ error: { reset_at: new Date(Date.now() + ahead * 1000).toISOString() } });
      expect(at(429, body, null, null).retryAfterSeconds).toBe(ahead === 30 ? 30 : 60);
    },
  );

  it("asks to wait only when the rate is the reason", () => {
    expect(at(503, "", "7").retryAfterSeconds).toBeNull();
  });

  it("never shows the key, even where the upstream echoes it", () => {
    const error = at(401, JSON.stringify({ error: { code: KEY, message: `Bad key ${KEY}!` } }));
    expect(error.message).toBe("Bad key [redacted]!");
    expect(JSON.stringify(error)).not.toContain(KEY);
  });
});

describe("a message of the upstream", () => {
  it("is one printable line of at most 300 characters without any secret, for any text", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(KEY, "\n", "\u0000", "\u202e", "tk_01", "23456789abcdef"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const message = cleanUpstreamMessage(pieces.join(""), [KEY], "nothing");
        expect(message.length).toBeLessThanOrEqual(300);
        expect(message).not.toContain(KEY);
        expect(message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e]/u);
        expect(message).not.toBe("");
      }),
      { numRuns: 300 },
    );
  });

  it("has the header values of the webhooks that were sent hidden too, and their long words", () => {
    const body = { webhooks: [{ headers: { Authorization: "Bearer  abcdefgh" } }, null, { headers: null }] };
    const secrets = secretsOfRequest(KEY, body);
    expect(secrets).toEqual([KEY, "Bearer  abcdefgh", "abcdefgh"]);
    expect(cleanUpstreamMessage("bad header Bearer  abcdefgh", secrets, "")).toBe("bad header [redacted]");
    expect(cleanUpstreamMessage("bad token abcdefgh", secrets, "")).toBe("bad token [redacted]");
  });
});
