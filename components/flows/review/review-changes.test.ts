import { expect, it } from "vitest";
import { reviewHeadlines } from "./review-changes";

const webhooks = (before: string[], after: string[]) => ({
  path: "/webhooks",
  before: before.map((name) => ({ name })),
  after: after.map((name) => ({ name })),
});
const field = (path: string) => ({ path, before: null, after: "x" });

it("fields are counted and webhooks are named", () => {
  expect(reviewHeadlines([field("/name"), field("/prompt"), webhooks(["Book"], ["Book", "Cancel"])])).toEqual(
    ["2 fields change", "1 webhook is added: Cancel"],
  );
});

it("one is singular, and many are plural", () => {
  expect(reviewHeadlines([field("/name")])).toEqual(["1 field changes"]);
  expect(reviewHeadlines([webhooks([], ["A", "B"])])).toEqual(["2 webhooks are added: A, B"]);
});

it("fields of a new flow are set, not changed", () => {
  expect(reviewHeadlines([field("/name"), field("/prompt")], true)).toEqual(["2 fields are set"]);
});

it("a flow's first webhooks are added to none", () => {
  expect(reviewHeadlines([{ ...webhooks([], ["A"]), before: null }])).toEqual(["1 webhook is added: A"]);
});

it("no change is named as such", () => {
  expect(reviewHeadlines([])).toEqual(["Nothing changes"]);
});
