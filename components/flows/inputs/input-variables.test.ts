import { describe, expect, it } from "vitest";
import { lostVariables, mayEditId, newCollection, newCollectionId, repeated } from "./input-variables";

function collection(id: string, ...keys: string[]) {
  return { id, name: id, isDefault: false, variables: keys.map((key) => ({ key, value: "" })) };
}

describe("a new collection", () => {
  it("never gets an id that is taken", () => {
    const tokens = ["a", "a", "b"];
    const id = newCollectionId(new Set(["variables-a"]), () => tokens.shift() ?? "none");
    expect(id).toBe("variables-b");
  });

  it("two in a row differ", () => {
    const none = new Set<string>();
    expect(newCollectionId(none)).not.toBe(newCollectionId(none));
  });

  it("gets a name that no other has", () => {
    const others = [collection("x"), { ...collection("y"), name: "Collection 3" }];
    expect(newCollection(others).name).toBe("Collection 4");
  });

  it("only the first is the default", () => {
    expect(newCollection([]).isDefault).toBe(true);
    expect(newCollection([collection("x")]).isDefault).toBe(false);
  });
});

describe("a collection's id", () => {
  const stored = new Set(["c1"]);

  it("is fixed once the upstream has it", () => {
    expect(mayEditId([collection("c1"), collection("c2")], 0, stored)).toBe(false);
    expect(mayEditId([collection("c1"), collection("c2")], 1, stored)).toBe(true);
  });

  it("of a new one stays editable when a stored one's id is typed", () => {
    expect(mayEditId([collection("c1"), collection("c1")], 1, stored)).toBe(true);
  });
});

it("texts that come twice are found, empty ones left alone", () => {
  expect(repeated(["a", "", "b", "", "a", "a"])).toEqual(new Set(["a"]));
});

describe("variables that a prompt loses", () => {
  const used = new Set(["name", "city", "unheardOf"]);

  it("removing, renaming and removing a whole collection all count", () => {
    const before = [collection("c1", "name", "city"), collection("c2", "other")];
    expect(lostVariables(before, [collection("c1", "Name", "city")], used)).toEqual(["name"]);
    expect(lostVariables(before, [], used)).toEqual(["name", "city"]);
  });

  it("a variable that another collection still defines is not lost", () => {
    const before = [collection("c1", "name"), collection("c2", "name")];
    expect(lostVariables(before, [collection("c2", "name")], used)).toEqual([]);
  });

  it("a variable that the prompt does not use, or that nothing ever defined, is not lost", () => {
    expect(lostVariables([collection("c1", "other")], [], used)).toEqual([]);
  });
});
