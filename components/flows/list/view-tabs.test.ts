import { describe, expect, it } from "vitest";
import { flowListQuery } from "./flow-list-query";
import { presentTab, viewTabs } from "./view-tabs";

const VIEW = { id: "v1", name: "Recall", createdAt: "2026-11-20T10:00:00.000Z", shared: false, by: null };

describe("the tabs over a list", () => {
  const tabs = viewTabs([{ ...VIEW, query: "sort=name&isActive=true&cursor=c2" }]);
  const present = (params: Record<string, string>) => presentTab(tabs, flowListQuery(params))?.label ?? null;

  it.each([
    [{}, "All"],
    [{ isActive: "true" }, "Active"],
    [{ drift: "true", cursor: "c1" }, "Changed in Trillet"],
    [{ isActive: "true", sort: "name" }, "Recall"],
    [{ isActive: "true", sort: "name", group: "folder" }, null],
    [{ q: "desk" }, null],
    // What the page ignores makes no other search of it.
    [{ agent: "none", colour: "red" }, "Without agent"],
  ])("%j is %s", (params, label) => {
    expect(present(params)).toBe(label);
  });

  it("count what their searches leave", () => {
    expect(tabs.map(({ query }) => [query.isActive, query.drift, query.agent])).toEqual([
      [undefined, undefined, undefined],
      [true, undefined, undefined],
      [undefined, true, undefined],
      [undefined, undefined, "none"],
      [true, undefined, undefined],
    ]);
  });
});
