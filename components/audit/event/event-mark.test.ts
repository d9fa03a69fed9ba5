import { expect, it } from "vitest";
import { eventMark } from "./event-mark";

const maya = { type: "user" as const, id: "1", email: "maya@example.com", name: "Maya", role: "editor" };
const event = { outcome: "succeeded" as const, actor: maya, detail: {} };

it("an event that went as it should has no mark", () => {
  expect(eventMark(event)).toBeNull();
});

it("an event that was not carried out is marked red, by why", () => {
  expect(eventMark({ ...event, outcome: "denied" })).toEqual({ tone: "bad", word: "Not allowed" });
  expect(eventMark({ ...event, outcome: "failed" })).toEqual({ tone: "bad", word: "Failed" });
  expect(eventMark({ ...event, outcome: "failed", detail: { code: "upstream_rejected" } })?.word).toBe(
    "Refused",
  );
});

it("an event that needs somebody's decision is marked amber", () => {
  expect(eventMark({ ...event, outcome: "unknown" })).toEqual({ tone: "warn", word: "Outcome not known" });
  const outside = { ...maya, type: "upstream" as const, id: null };
  expect(eventMark({ ...event, actor: outside })).toEqual({ tone: "warn", word: "Outside Switchboard" });
});
