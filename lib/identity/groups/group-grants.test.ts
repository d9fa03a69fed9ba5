import { describe, expect, it } from "vitest";
import { groupGrants, NO_RIGHTS } from "./group-grants";

const GROUP = { id: "g", name: "Field team" };
const mia = (role: "viewer" | "editor") => ({ userId: "mia", role });
const tom = { userId: "tom", role: "admin" as const };
const change = (before: Parameters<typeof groupGrants>[1], after: Parameters<typeof groupGrants>[2]) =>
  groupGrants(GROUP, before, after).map(({ workspaceId, userId, role }) => [workspaceId, userId, role]);

describe("a group of workspaces", () => {
  it("gives each member their role in each workspace, by its own name", () => {
    const rights = { workspaceIds: ["a", "b"], members: [mia("viewer"), tom] };
    expect(change(NO_RIGHTS, rights)).toEqual([
      ["a", "mia", "viewer"],
      ["a", "tom", "admin"],
      ["b", "mia", "viewer"],
      ["b", "tom", "admin"],
    ]);
    expect(groupGrants(GROUP, NO_RIGHTS, rights)[0]).toMatchObject({
      source: "group:g",
      through: "Field team",
    });
  });

  it("gives its members what joins it, and leaves the rest alone", () => {
    const members = [mia("viewer"), tom];
    const more = change({ workspaceIds: ["a"], members }, { workspaceIds: ["a", "b"], members });
    expect(more).toEqual([
      ["b", "mia", "viewer"],
      ["b", "tom", "admin"],
    ]);
  });

  it("takes back what a member who leaves had, and what a workspace that leaves gave", () => {
    const all = { workspaceIds: ["a", "b"], members: [mia("viewer"), tom] };
    expect(change(all, { workspaceIds: ["a"], members: [tom] })).toEqual([
      ["a", "mia", null],
      ["b", "mia", null],
      ["b", "tom", null],
    ]);
    expect(change(all, NO_RIGHTS)).toHaveLength(4);
  });

  it("changes a role in place", () => {
    const one = { workspaceIds: ["a"], members: [mia("viewer")] };
    expect(change(one, { ...one, members: [mia("editor")] })).toEqual([["a", "mia", "editor"]]);
    expect(change(one, one)).toEqual([]);
  });
});
