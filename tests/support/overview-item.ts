import type { OverviewItem } from "@/lib/overview/overview";

/** A workspace of the overview in which all is well, but for a part that a test is about. */
export const overviewItem = (name: string, part: Partial<OverviewItem> = {}): OverviewItem => ({
  ...{ slug: name.toLowerCase(), name, colour: 0, role: "viewer", asOf: null, lastChange: null },
  ...{ starred: false, groups: [], copiesBehind: { callFlows: 0, messageFlows: 0 } },
  ...{ drift: 0, openChanges: 0, unknownChanges: 0, budget: { limit: 60, left: 60 } },
  ...{ callFlows: { total: 1, active: 1 }, messageFlows: { total: 0, active: 0 } },
  health: { state: "ok", since: null, message: null },
  ...part,
});
