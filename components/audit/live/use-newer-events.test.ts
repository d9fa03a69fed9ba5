import { expect, it } from "vitest";
import { newsText, pollDelay } from "./use-newer-events";

it("every failure in a row makes the wait longer, up to an end", () => {
  const delays = [0, 1, 2, 3, 4].map(pollDelay);
  expect(delays).toEqual([...delays].sort((a, b) => a - b));
  expect(new Set(delays).size).toBe(delays.length);
  expect(pollDelay(1000)).toBe(pollDelay(100));
});

it("news are shown with their number", () => {
  expect(newsText({ count: 1, more: false })).toBe("1 new event");
  expect(newsText({ count: 3, more: false })).toBe("3 new events");
  expect(newsText({ count: 100, more: true })).toBe("More than 100 new events");
});
