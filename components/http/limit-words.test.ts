import { expect, it } from "vitest";
import { upstreamLimitWords, waitingWords } from "./limit-words";

it("a wait for the limit is named with its length, and any other wait is not", () => {
  expect(waitingWords({ left: 0, seconds: 6 })).toBe("Waiting for Trillet's request limit, about 6 s");
  expect(waitingWords({ left: 4, seconds: 50 })).toBeNull();
});

it("a person learns how many saves are left when they are few, and when the next one fits", () => {
  expect(upstreamLimitWords("write", { left: 20, seconds: 60 })).toBeNull();
  expect(upstreamLimitWords("write", { left: 5, seconds: 60 })).toBe(
    "Trillet's request limit leaves 2 saves for now",
  );
  expect(upstreamLimitWords("write", { left: 0, seconds: 40 })).toBe(
    "Trillet's request limit is used up; the next save fits in about 40 s",
  );
});

it("a refresh is one request", () => {
  expect(upstreamLimitWords("read", { left: 1, seconds: 30 })).toBe(
    "Trillet's request limit leaves 1 refresh for now",
  );
  expect(upstreamLimitWords("read", { left: 0, seconds: 1 })).toContain("in a moment");
});
