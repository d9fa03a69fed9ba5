import { describe, expect, it } from "vitest";
import type { OverviewItem } from "@/lib/overview/overview";
import { overviewItem as workspace } from "@/tests/support/overview-item";
import {
  groupsIn,
  matchingWorkspaces,
  needsAttention,
  overviewQuery,
  partsByGroup,
  wrongInShort,
} from "./overview-query";

const DENTAL = { id: "g1", name: "Dental" };
const names = (items: OverviewItem[]) => items.map(({ name }) => name);

describe("the workspaces that are shown", () => {
  const items = [
    workspace("Müller Dental", { drift: 2, groups: [DENTAL] }),
    workspace("Metro Towing", { callFlows: { total: 9, active: 1 } }),
    workspace("Acme", { starred: true, groups: [{ id: "g2", name: "Rest" }, DENTAL] }),
  ];

  it.each([
    ["nothing", {}, ["Müller Dental", "Metro Towing", "Acme"]],
    ["a word without its accents", { q: "muller" }, ["Müller Dental"]],
    ["two words in any order", { q: "dental mü" }, ["Müller Dental"]],
    ["what needs attention", { only: "problems" }, ["Müller Dental"]],
    ["stars", { only: "starred" }, ["Acme"]],
    ["a group", { group: "g1" }, ["Müller Dental", "Acme"]],
    ["a group that there is not", { group: "g9" }, []],
    ["the name", { sort: "name" }, ["Acme", "Metro Towing", "Müller Dental"]],
    ["the most flows", { sort: "-flows" }, ["Metro Towing", "Müller Dental", "Acme"]],
    ["an order that there is not", { sort: "x" }, ["Müller Dental", "Metro Towing", "Acme"]],
  ])("by %s", (_, params, expected) => {
    expect(names(matchingWorkspaces(items, overviewQuery(params)))).toEqual(expected);
  });
});

it("the groups to choose from are those of the workspaces, each once, by name", () => {
  const rest = { id: "g2", name: "Rest" };
  const items = [workspace("One", { groups: [rest, DENTAL] }), workspace("Two", { groups: [DENTAL] })];
  expect(groupsIn(items)).toEqual([DENTAL, rest]);
});

it.each([
  ["a key that fails", { health: { state: "failing", since: null, message: "no" } }, true],
  ["an outside change", { drift: 1 }, true],
  ["a change of which nobody knows the outcome", { unknownChanges: 1 }, true],
  ["a used-up budget", { budget: { limit: 60, left: 0 } }, true],
  ["a key that can't be opened", { budget: null }, true],
  ["a change that is under way", { openChanges: 1 }, false],
] as const)("a workspace with %s needs attention: %#", (_, part, expected) => {
  expect(needsAttention(workspace("Acme", part))).toBe(expected);
});

describe("workspaces by group", () => {
  const rest = { id: "g2", name: "Rest" };
  const items = [
    workspace("Alone"),
    workspace("Both", { groups: [DENTAL, rest] }),
    workspace("Other", { groups: [rest] }),
  ];
  const parts = (params: Record<string, string>) => {
    const query = overviewQuery({ by: "group", ...params });
    return partsByGroup(matchingWorkspaces(items, query), query).map((part) => [
      part.group?.name ?? null,
      names(part.items),
    ]);
  };

  it("stand under each of their groups, those of none last", () => {
    expect(parts({})).toEqual([
      ["Dental", ["Both"]],
      ["Rest", ["Both", "Other"]],
      [null, ["Alone"]],
    ]);
  });

  it("of one group stand under that one alone", () => {
    expect(parts({ group: "g2" })).toEqual([["Rest", ["Both", "Other"]]]);
  });

  it("show no group without a workspace that fits", () => {
    expect(parts({ q: "alone" })).toEqual([[null, ["Alone"]]]);
  });
});

it("a heading says what is wrong in its workspaces, the most urgent first", () => {
  const failing = { state: "failing", since: null, message: null } as const;
  const items = [
    workspace("One", { drift: 2, health: failing }),
    workspace("Two", { drift: 1, unknownChanges: 1 }),
  ];
  expect(wrongInShort(items)).toBe("1 failing, 1 unknown outcome, 3 flows changed in Trillet");
  const keys = [workspace("One", { budget: null }), workspace("Two", { budget: { limit: 9, left: 0 } })];
  expect(wrongInShort(keys)).toBe("1 key that can't be opened, 1 budget used up");
  expect(wrongInShort([workspace("Well")])).toBe("all well");
});
