import { describe, expect, it } from "vitest";
import { attemptFor } from "./attempt";

describe("the key of an attempt", () => {
  it("is the same when the same content is sent again after no answer", () => {
    const first = attemptFor(null, "a");
    expect(attemptFor(first, "a").key).toBe(first.key);
  });

  it("is a new one when the content changed", () => {
    const first = attemptFor(null, "a");
    expect(attemptFor(first, "b").key).not.toBe(first.key);
  });

  it("is a new one after an answer", () => {
    expect(attemptFor(null, "a").key).not.toBe(attemptFor(null, "a").key);
  });
});
