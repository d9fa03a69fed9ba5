import { expect, test } from "vitest";
import { openSandbox, testKey } from "@/sandbox/testing/open-sandbox";
import { createRateLimit } from "./rate-limit";

const second = (n: number) => new Date(Date.UTC(2025, 0, 1, 0, 0, n));

test("the 61st request within a minute is refused, and says when the oldest one leaves the window", () => {
  const limit = createRateLimit();
  for (let n = 0; n < 60; n += 1) expect(limit.count("key", 60, second(n % 30))).toBeNull();
  expect(limit.count("key", 60, second(30))).toEqual(second(60));
});

test("the window slides: one place is free when the oldest request is a minute old", () => {
  const limit = createRateLimit();
  limit.count("key", 2, second(0));
  limit.count("key", 2, second(40));
  expect(limit.count("key", 2, second(59))).not.toBeNull();
  expect(limit.count("key", 2, second(60))).toBeNull();
  expect(limit.count("key", 2, second(61))).toEqual(second(100));
});

test("each key has a budget of its own", () => {
  const limit = createRateLimit();
  limit.count("one", 1, second(0));
  expect(limit.count("two", 1, second(0))).toBeNull();
});

test("a spent budget is answered 429 with reset_at and without Retry-After, across a user's workspaces", async () => {
  const now = second(0);
  const sandbox = await openSandbox({ requestsPerMinute: 2 }, () => now);
  await sandbox.control("POST", "/tenants", { key: testKey, workspaceId: "ws-second" });
  await sandbox.api("GET", "/v1/api/call-flows");
  await sandbox.api("GET", "/v1/api/call-flows", { headers: { "x-workspace-id": "ws-second" } });
  const answer = await sandbox.api("GET", "/v1/api/agents");
  expect(answer).toMatchObject({
    status: 429,
    json: { error: { code: "rate_limit_exceeded", reset_at: second(60).toISOString() } },
  });
  expect(answer.headers.get("retry-after")).toBeNull();
  await sandbox.close();
});
