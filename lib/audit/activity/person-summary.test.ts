import { expect, it } from "vitest";
import type { ActivityPair } from "./activity-range";
import { summarizePeople } from "./person-summary";

function pair(actor: string, more: Partial<ActivityPair>): ActivityPair {
  return {
    actor,
    actorName: actor,
    targetType: "call_flow",
    targetId: "a",
    targetName: "Front desk",
    counts: { succeeded: 1, failed: 0, denied: 0, unknown: 0 },
    lastHour: 0,
    ...more,
  };
}

it("a person's outcomes are summed up over everything that they touched", () => {
  const [maya] = summarizePeople([
    pair("maya", { counts: { succeeded: 3, failed: 1, denied: 0, unknown: 0 } }),
    pair("maya", { targetId: "b", counts: { succeeded: 1, failed: 0, denied: 2, unknown: 1 } }),
  ]);
  expect(maya?.counts).toEqual({ succeeded: 4, failed: 1, denied: 2, unknown: 1 });
});

it("each flow counts once, and other targets don't count", () => {
  const [maya] = summarizePeople([
    pair("maya", {}),
    pair("maya", { targetId: "b", targetType: "message_flow" }),
    pair("maya", { targetId: "b", targetType: "message_flow", targetName: "renamed" }),
    pair("maya", { targetId: "k", targetType: "api_key" }),
  ]);
  expect(maya?.flows).toBe(2);
});

it("a person's last activity and name are those of their latest hour", () => {
  const [maya] = summarizePeople([
    pair("maya", { actorName: "Maya L.", lastHour: Date.UTC(2026, 4, 20, 14) }),
    pair("maya", { actorName: "Maya", lastHour: Date.UTC(2026, 4, 19, 9) }),
  ]);
  expect([maya?.name, maya?.lastHour]).toEqual(["Maya L.", "2026-05-20T14:00:00.000Z"]);
});

it("the busiest person comes first, with any outcomes", () => {
  const denied = { succeeded: 0, failed: 0, denied: 9, unknown: 0 };
  expect(
    summarizePeople([pair("maya", {}), pair("tom", { counts: denied })]).map(({ actor }) => actor),
  ).toEqual(["tom", "maya"]);
});
