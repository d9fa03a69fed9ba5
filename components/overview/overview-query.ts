import type { OverviewItem } from "@/lib/overview/overview";
import { folded, foldedWords } from "@/lib/text/readable";
import { oneOf, type SearchParams } from "../lists/list-address";

export const OVERVIEW_SORTS = ["urgency", "name", "-flows", "-drift", "-changed"] as const;
export type OverviewSort = (typeof OVERVIEW_SORTS)[number];

/** What somebody wants to see of their workspaces, as the address has it. */
export interface OverviewQuery {
  q: string;
  /** What has something to look at, or a star. */
  only: "problems" | "starred" | null;
  /** A group's id. */
  group: string | null;
  sort: OverviewSort;
}

/** Returns what an address asks for; what it can't be read as counts for nothing. */
export function overviewQuery(params: SearchParams): OverviewQuery {
  const [sort, only] = [oneOf(params, "sort"), oneOf(params, "only")];
  return {
    q: oneOf(params, "q") ?? "",
    only: only === "problems" || only === "starred" ? only : null,
    group: oneOf(params, "group") ?? null,
    sort: OVERVIEW_SORTS.find((known) => known === sort) ?? "urgency",
  };
}

/** The groups of some workspaces, each once. */
export function groupsIn(items: readonly OverviewItem[]): { id: string; name: string }[] {
  const groups = new Map(items.flatMap((item) => item.groups.map((group) => [group.id, group] as const)));
  return [...groups.values()].sort((one, other) => one.name.localeCompare(other.name, "en"));
}

/** Whether something in a workspace waits for somebody. */
export function needsAttention({ health, drift, unknownChanges, budget }: OverviewItem): boolean {
  return (
    health.state === "failing" || drift > 0 || unknownChanges > 0 || budget === null || budget.left === 0
  );
}

export const flowsOf = ({ callFlows, messageFlows }: OverviewItem) => ({
  total: callFlows.total + messageFlows.total,
  active: callFlows.active + messageFlows.active,
});

const ORDERS: Record<Exclude<OverviewSort, "urgency">, (one: OverviewItem, other: OverviewItem) => number> = {
  name: (one, other) => one.name.localeCompare(other.name, "en"),
  "-flows": (one, other) => flowsOf(other).total - flowsOf(one).total,
  "-drift": (one, other) => other.drift - one.drift,
  "-changed": (one, other) => (other.lastChange?.at ?? "").localeCompare(one.lastChange?.at ?? ""),
};

/** Returns the workspaces that fit, in the wanted order. They come in that of their urgency. */
export function matchingWorkspaces(items: readonly OverviewItem[], query: OverviewQuery): OverviewItem[] {
  const words = foldedWords(query.q);
  const fitting = items.filter((item) => {
    const name = folded(item.name);
    return (
      words.every((word) => name.includes(word)) &&
      (query.only === null || (query.only === "starred" ? item.starred : needsAttention(item))) &&
      (query.group === null || item.groups.some(({ id }) => id === query.group))
    );
  });
  return query.sort === "urgency" ? fitting : fitting.sort(ORDERS[query.sort]);
}
