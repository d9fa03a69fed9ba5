import { describe, expect, it } from "vitest";
import { UpstreamError, type UpstreamErrorKind } from "@/lib/upstream/upstream-error";
import { blame, Pauses, pauseAfter } from "./back-off";
import type { Task } from "./plan";

const list = (kind: "call_flow" | "message_flow"): Task => ({
  workspaceId: "w",
  what: "list",
  kind,
  withAgents: false,
  withBases: false,
});
const flow: Task = {
  workspaceId: "w",
  what: "flow",
  flow: { rowId: "r", kind: "call_flow", id: "f", why: "unread" },
};
const error = (kind: UpstreamErrorKind, status: number | null = null) =>
  new UpstreamError({ kind, status, message: "No", sent: true });

describe("a failed read", () => {
  it.each([
    ["rate_limited", 429, flow, "budget"],
    ["unreachable", null, flow, "workspace"],
    ["timeout", null, list("call_flow"), "workspace"],
    ["credentials", 401, flow, "workspace"],
    ["credentials", null, flow, "workspace"],
    ["credentials", 403, list("call_flow"), "workspace"],
    ["credentials", 403, list("message_flow"), "item"],
    ["credentials", 403, flow, "item"],
    ["not_found", 404, flow, "item"],
    ["failed", 500, flow, "item"],
    ["invalid", 200, list("call_flow"), "item"],
  ] as const)("%s (%s) of %j is blamed on the right one", (kind, status, task, whose) => {
    expect(blame(error(kind, status), task, 1)).toBe(whose);
  });

  it("of one item after another is blamed on the workspace, but for flows that are gone", () => {
    expect(blame(error("failed", 500), flow, 3)).toBe("workspace");
    expect(blame(error("not_found", 404), flow, 30)).toBe("item");
  });
});

describe("a pause", () => {
  it("grows with each failure in a row, up to five minutes", () => {
    expect([1, 2, 3, 5, 6, 1_000].map(pauseAfter)).toEqual([
      15_000, 30_000, 60_000, 240_000, 300_000, 300_000,
    ]);
  });

  it("is over in time, and remembers how often an item has failed until it was read", () => {
    let now = 0;
    const pauses = new Pauses(() => now);
    pauses.failed("a");
    expect([pauses.has("a"), pauses.all()]).toEqual([true, ["a"]]);
    now = 16_000;
    expect([pauses.has("a"), pauses.all()]).toEqual([false, []]);
    pauses.failed("a");
    now += 29_000;
    expect(pauses.has("a")).toBe(true);
    pauses.done("a");
    now += 16_000;
    pauses.failed("a");
    now += 16_000;
    expect(pauses.has("a")).toBe(false);
  });
});
