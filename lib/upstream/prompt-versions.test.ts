import { expect, it } from "vitest";
import { dropOldVersionTexts } from "./prompt-versions";

const day = (number: number) => `2026-01-${String(number).padStart(2, "0")}T10:00:00.000Z`;
const version = (number: number, size: number) => ({
  _id: `v${number}`,
  name: `Version ${number}`,
  prompt: "x".repeat(size),
  createdAt: day(number),
});
const texts = (flow: { promptVersions: { _id: string; prompt?: string }[] }) =>
  flow.promptVersions.filter(({ prompt }) => prompt !== undefined).map(({ _id }) => _id);

it("a flow keeps the texts of the newest prompt versions and of the one in use, and all other facts", () => {
  const versions = [3, 1, 5, 2, 4].map((number) => version(number, 200_000));
  const flow = { _id: "f", currentPromptId: "v1", promptVersions: versions };
  dropOldVersionTexts(flow);
  expect(texts(flow)).toEqual(["v1", "v5"]);
  expect(flow.promptVersions.map(({ name, createdAt }) => [name, createdAt])).toEqual(
    [3, 1, 5, 2, 4].map((number) => [`Version ${number}`, day(number)]),
  );
});

it("of prompt versions without times the last ones of the list are the newest", () => {
  const versions = [1, 2, 3].map((number) => ({ _id: `v${number}`, prompt: "x".repeat(300_000) }));
  const flow = { promptVersions: versions };
  dropOldVersionTexts(flow);
  expect(texts(flow)).toEqual(["v3"]);
});

it("the prompt in use stays however long it is, and so do usual versions", () => {
  const long = { currentPromptId: "v1", promptVersions: [version(1, 900_000), version(2, 10)] };
  dropOldVersionTexts(long);
  expect(texts(long)).toEqual(["v1"]);
  const usual = {
    currentPromptId: "v9",
    promptVersions: Array.from({ length: 28 }, (_, at) => version(at + 1, 9_000)),
  };
  dropOldVersionTexts(usual);
  expect(texts(usual)).toHaveLength(28);
});
