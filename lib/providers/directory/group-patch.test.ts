import { describe, expect, it } from "vitest";
import { readGroupPatch } from "./group-patch";

const id = (place: number) => `00000000-0000-4000-8000-${String(place).padStart(12, "0")}`;
const [A, B] = [id(1), id(2)];

function read(...Operations: object[]) {
  const { members, ...others } = readGroupPatch({ Operations });
  return { ...others, isWhole: members.isWhole, added: [...members.added], removed: [...members.removed] };
}

const NONE = { isWhole: false, added: [], removed: [] };
const fault = (scimType: string) => expect.objectContaining({ status: 400, extra: { scimType } });

describe("a patch of a group", () => {
  it.each<[string, object[], object]>([
    [
      "adds members",
      [{ op: "Add", path: "members", value: [{ $ref: null, value: A }] }],
      { ...NONE, added: [A] },
    ],
    [
      "adds one without a list",
      [{ op: "add", path: "members", value: { value: A } }],
      { ...NONE, added: [A] },
    ],
    [
      "adds members without a path",
      [{ op: "add", value: { members: [{ value: A, display: "x" }] } }],
      { ...NONE, added: [A] },
    ],
    ["removes by a filter", [{ op: "remove", path: `members[value eq "${A}"]` }], { ...NONE, removed: [A] }],
    [
      "removes by a filter with the type",
      [{ op: "remove", path: `members[value eq "${A}" and type eq "User"]` }],
      { ...NONE, removed: [A] },
    ],
    [
      "removes those of a list",
      [{ op: "Remove", path: "members", value: [{ value: A }] }],
      { ...NONE, removed: [A] },
    ],
    ["removes none of an empty list", [{ op: "Remove", path: "members", value: [] }], NONE],
    ["removes all", [{ op: "remove", path: "members" }], { ...NONE, isWhole: true }],
    [
      "replaces all",
      [{ op: "replace", path: "members", value: [{ value: A }] }],
      { ...NONE, isWhole: true, added: [A] },
    ],
    [
      "takes ids in any case",
      [{ op: "add", path: "members", value: [{ value: "00000000-0000-4000-8000-00000000000A" }] }],
      { ...NONE, added: [id(0).replace(/0$/, "a")] },
    ],
    ["knows nobody by what is no id", [{ op: "remove", path: 'members[value eq "x"]' }], NONE],
    [
      "does one operation after the other",
      [
        { op: "add", path: "members", value: [{ value: A }, { value: B }] },
        { op: "remove", path: `members[value eq "${A}"]` },
      ],
      { ...NONE, added: [B], removed: [A] },
    ],
    [
      "adds again what it removed",
      [
        { op: "remove", path: "members" },
        { op: "add", path: "members", value: [{ value: A }] },
      ],
      { ...NONE, isWhole: true, added: [A] },
    ],
    [
      "renames, and passes over what it has read",
      [{ op: "replace", value: { id: A, displayName: "X" } }],
      { ...NONE, displayName: "X" },
    ],
    ["removes an externalId", [{ op: "remove", path: "externalId" }], { ...NONE, externalId: null }],
  ])("%s", (_, operations, expected) => {
    expect(read(...operations)).toEqual(expected);
  });

  it.each([
    ["a member who is no person", { op: "add", path: "members", value: [{ value: "x" }] }, "invalidValue"],
    ["a text as members", { op: "replace", path: "members", value: A }, "invalidValue"],
    ["a filter by another part", { op: "remove", path: 'members[display eq "x"]' }, "invalidPath"],
    ["a part of members", { op: "replace", path: "members.value", value: A }, "invalidPath"],
    ["a part of the name", { op: "replace", path: "displayName.x", value: A }, "invalidPath"],
  ])("is refused in the standard's words: %s", (_, operation, scimType) => {
    expect(() => read(operation)).toThrow(fault(scimType));
  });

  it("of a thousand operations with ten thousand members is read at once", () => {
    const operations = Array.from({ length: 500 }, (_, place) => [
      {
        op: "add",
        path: "members",
        value: Array.from({ length: 20 }, (_, one) => ({ value: id(place * 20 + one) })),
      },
      { op: "remove", path: `members[value eq "${id(place * 20)}"]` },
    ]).flat();
    const began = process.cpuUsage();
    expect(read(...operations).added).toHaveLength(9500);
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(200);
  });
});
