import type { OverviewItem } from "@/lib/overview/overview";
import { folded, foldedWords } from "@/lib/text/readable";
import { counted } from "../flows/words/counted";
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
  /** Whether the workspaces stand under their groups, or are one list. */
  by: "group" | null;
  sort: OverviewSort;
}

/** Returns what an address asks for; what it can't be read as counts for nothing. */
export function overviewQuery(params: SearchParams): OverviewQuery {
  const [sort, only] = [oneOf(params, "sort"), oneOf(params, "only")];
  return {
    q: oneOf(params, "q") ?? "",
    only: only === "problems" || only === "starred" ? only : null,
    group: oneOf(params, "group") ?? null,
    by: oneOf(params, "by") === "group" ? "group" : null,
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

/** The workspaces of a group, or those of none. */
export interface OverviewPart {
  group: { id: string; name: string } | null;
  items: OverviewItem[];
}

/**
 * Parts workspaces by their groups, these by name: a workspace of several is in each of them, and those of none come last. Of a
 * list that has one group only, that group is the only part.
 */
export function partsByGroup(items: readonly OverviewItem[], { group }: OverviewQuery): OverviewPart[] {
  const groups = groupsIn(items).filter(({ id }) => group === null || id === group);
  const ofNone = items.filter((item) => item.groups.length === 0);
  return [
    ...groups.map((one) => ({
      group: one,
      items: items.filter((item) => item.groups.some(({ id }) => id === one.id)),
    })),
    ...(ofNone.length > 0 ? [{ group: null, items: ofNone }] : []),
  ];
}

/** Says what is wrong in some workspaces, the most urgent first, such as "1 failing, 3 flows changed in Trillet". */
export function wrongInShort(items: readonly OverviewItem[]): string {
  const sum = (amount: (item: OverviewItem) => number) =>
    items.reduce((total, item) => total + amount(item), 0);
  const matters: [amount: number, words: (amount: number) => string][] = [
    [sum(({ health }) => Number(health.state === "failing")), (n) => `${n} failing`],
    [
      sum(({ budget }) => Number(budget === null)),
      (n) => counted(n, "key that can't be opened", "keys that can't be opened"),
    ],
    [sum(({ unknownChanges }) => unknownChanges), (n) => counted(n, "unknown outcome")],
    [sum(({ drift }) => drift), (n) => `${counted(n, "flow")} changed in Trillet`],
    [sum(({ budget }) => Number(budget?.left === 0)), (n) => `${counted(n, "budget")} used up`],
  ];
  const words = matters.flatMap(([amount, say]) => (amount > 0 ? [say(amount)] : []));
  return words.length > 0 ? words.join(", ") : "all well";
}
