import { describe, expect, it } from "vitest";
import type { BlockedCode } from "@/lib/flows/transfer/blocked";
import { plannedItem } from "@/tests/support/copy-example";
import { mayActivateNumber, totalsOf } from "./preview-totals";

/** A new flow that is blocked at its agent, without what only an opened item has. */
const blockedBy = (...codes: BlockedCode[]) =>
  plannedItem({
    result: "blocked",
    blocked: codes.map((code) => ({ code, path: "/agent", message: "…" })),
    detail: null,
  });
const totals = (...codes: BlockedCode[]) => totalsOf({ ...PREVIEW, items: [blockedBy(...codes)] });
const PREVIEW = { fingerprint: "f", sources: [], targets: [] };

describe("what keeps a flow from being sent", () => {
  it("is one tick where only the agreement about a number is missing", () => {
    expect(totals("number_may_activate")).toMatchObject({ ticks: [0], blocked: [] });
    expect(mayActivateNumber(blockedBy("number_may_activate"))).toBe(true);
  });

  it("is no tick where the agent has nothing in its place, though the field is the same", () => {
    expect(totals("not_matched")).toMatchObject({ ticks: [], blocked: [{ result: "blocked" }] });
    expect(mayActivateNumber(blockedBy("not_matched"))).toBe(false);
  });

  it("stays blocked where more than the agreement is missing, and asks for that all the same", () => {
    const codes = ["number_may_activate", "not_valid"] as const;
    expect(totals(...codes)).toMatchObject({ ticks: [], blocked: [{ result: "blocked" }] });
    expect(mayActivateNumber(blockedBy(...codes))).toBe(true);
  });
});
