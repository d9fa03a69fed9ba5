import { expect, it } from "vitest";
import { keepingState } from "./keeper-table";

const fresh = {
  failure: null,
  callListAt: "2026-12-01T08:00:00Z",
  messageListAt: "2026-12-01T08:00:00Z",
  unread: 0,
  moved: 0,
};
const failure = {
  since: "2026-12-01T08:00:00Z",
  retryAt: "2026-12-01T08:01:00Z",
  problem: "Invalid API key",
};

it.each([
  [fresh, "Up to date"],
  [{ ...fresh, moved: 1 }, "Reading"],
  [{ ...fresh, unread: 1 }, "Reading"],
  [{ ...fresh, messageListAt: null }, "Up to date"],
  [{ ...fresh, callListAt: null, messageListAt: null }, "Not read yet"],
  [{ ...fresh, unread: 1, failure }, "Can't be read"],
])("a workspace with %j is: %s", (facts, label) => {
  expect(keepingState(facts).label).toBe(label);
});

it("what needs somebody comes first", () => {
  const ranks = [{ ...fresh, failure }, { ...fresh, unread: 1 }, fresh].map(
    (facts) => keepingState(facts).rank,
  );
  expect(ranks).toEqual([...ranks].sort());
});
