import { describe, expect, it } from "vitest";
import { listAddress, oneOf, paramPairs } from "./list-address";

describe("the address of a list", () => {
  it("starts a changed list at its first page", () => {
    expect(
      listAddress(
        "/a",
        [
          ["q", "desk"],
          ["cursor", "c2"],
        ],
        { q: "front" },
      ),
    ).toBe("/a?q=front");
  });

  it("keeps the filters when only the page changes", () => {
    expect(listAddress("/a", [["q", "desk"]], { cursor: "c2" })).toBe("/a?q=desk&cursor=c2");
  });

  it("loses its query when no filter is left", () => {
    expect(listAddress("/a", [["q", "desk"]], { q: "" })).toBe("/a");
    expect(listAddress("/a", [["q", "desk"]], { q: null })).toBe("/a");
  });

  it("takes the first of a repeated parameter and ignores an empty one", () => {
    expect(oneOf({ q: ["a", "b"] }, "q")).toBe("a");
    expect(paramPairs({ q: "", sort: "name", other: undefined })).toEqual([["sort", "name"]]);
  });
});
