import { describe, expect, it } from "vitest";
import { filterParams, flowListQuery, isFiltered, viewParams } from "./flow-list-query";

describe("a flow list's query", () => {
  it("shows the last updated flows first, unless the address says otherwise", () => {
    expect(flowListQuery({})).toEqual({ sort: "-updatedAt", limit: 50 });
    expect(flowListQuery({ sort: "name" }).sort).toBe("name");
  });

  it("leaves out values that make no sense", () => {
    expect(flowListQuery({ sort: "size", isActive: "maybe", direction: "up", q: " " })).toEqual({
      sort: "-updatedAt",
      limit: 50,
    });
  });

  it("keeps false apart from unset", () => {
    expect(flowListQuery({ isActive: "false" }).isActive).toBe(false);
    expect(isFiltered(flowListQuery({ isActive: "false" }))).toBe(true);
  });

  it("does not count sorting and paging as filters", () => {
    expect(isFiltered(flowListQuery({ sort: "name", cursor: "c" }))).toBe(false);
  });

  it("counts grouping as no filter either, and knows no other groups than folders", () => {
    expect(isFiltered(flowListQuery({ group: "folder" }))).toBe(false);
    expect(flowListQuery({ group: "agent" }).group).toBeUndefined();
  });

  it("counts copies as a filter, and their column as none, which a view keeps all the same", () => {
    const query = flowListQuery({ copy: "behind", columns: "source" });
    expect([isFiltered(query), filterParams(query), viewParams(query)]).toEqual([
      true,
      "copy=behind",
      "copy=behind&columns=source",
    ]);
    expect(isFiltered(flowListQuery({ columns: "source" }))).toBe(false);
    expect(flowListQuery({ copy: "all", columns: "all" })).toEqual(flowListQuery({}));
  });

  it("gives the filters on to the API, and nothing else of the address", () => {
    const query = flowListQuery({
      q: "front desk",
      drift: "false",
      folder: "none",
      sort: "name",
      x: "1",
      agent: "",
    });
    expect(filterParams(query)).toBe("q=front+desk&folder=none&drift=false");
  });
});
