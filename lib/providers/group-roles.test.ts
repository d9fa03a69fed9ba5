import { expect, it } from "vitest";
import { rolesOfGroups } from "./group-roles";

const mapping = [
  { group: "support", workspaceId: "one", role: "viewer" },
  { group: "leads", workspaceId: "one", role: "admin" },
  { group: "leads", workspaceId: "two", role: "editor" },
] as const;

it.each([
  ["no group", [], []],
  ["an unknown group", ["cooks"], []],
  ["one group", ["support"], [["one", "viewer"]]],
  [
    "two groups, of which the one that may do more counts",
    ["support", "leads"],
    [
      ["one", "admin"],
      ["two", "editor"],
    ],
  ],
  ["a group in another spelling", ["Leads"], []],
])("%s", (_, groups, roles) => {
  expect([...rolesOfGroups(groups, mapping)]).toEqual(roles);
});
