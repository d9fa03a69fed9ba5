import { describe, expect, it } from "vitest";
import { itemChanges } from "./item-changes";
import { itemShape } from "./item-shapes";

function changesOf(path: string, before: Record<string, unknown>[], after: Record<string, unknown>[]) {
  const shape = itemShape(path, before, after);
  return shape ? itemChanges(shape, before, after) : null;
}

const HOOK = {
  id: "w1",
  name: "Book",
  url: "https://a.test/book",
  method: "POST",
  headers: [],
  variables: [],
};

describe("webhooks", () => {
  it("one that came is told with its facts, and those that were there are not", () => {
    const added = { name: "Cancel", url: "https://a.test/cancel", body: "", variables: [{ name: "day" }] };
    expect(changesOf("/webhooks", [HOOK], [HOOK, added])).toEqual([
      { kind: "same", title: "Book", facts: [] },
      {
        kind: "added",
        title: "Cancel",
        facts: [
          { label: "Address", before: undefined, after: "https://a.test/cancel" },
          { label: "Variable day", before: undefined, after: "No description" },
        ],
      },
    ]);
  });

  it("a renamed one is the same webhook", () => {
    expect(changesOf("/webhooks", [HOOK], [{ ...HOOK, name: "Book a visit" }])).toEqual([
      {
        kind: "changed",
        title: "Book a visit",
        facts: [{ label: "Name", before: "Book", after: "Book a visit" }],
      },
    ]);
  });

  it("two of one name are told apart by their address", () => {
    const other = { name: "Book", url: "https://b.test", method: "POST" };
    const [first, second] = [{ ...other, url: "https://a.test" }, other];
    expect(changesOf("/webhooks", [first, second], [second])).toMatchObject([
      { kind: "same" },
      { kind: "removed", facts: [{ label: "Method" }, { before: "https://a.test" }] },
    ]);
  });

  it("no header's value is ever told, whichever way the headers come", () => {
    const secret = "Bearer topsecret";
    const told = changesOf(
      "/webhooks",
      [],
      [
        { name: "A", headers: [{ name: "Authorization", value: secret }] },
        { name: "B", headers: { Authorization: secret } },
      ],
    );
    expect(JSON.stringify(told)).toContain("Header Authorization");
    expect(JSON.stringify(told)).not.toContain(secret);
  });
});

describe("dynamic variables", () => {
  const clinic = { id: "c1", name: "Clinic", isDefault: true, variables: [{ key: "city", value: "Berlin" }] };

  it("are told by their key", () => {
    const after = {
      ...clinic,
      variables: [
        { key: "city", value: "Bonn" },
        { key: "fax", value: "1" },
      ],
    };
    expect(changesOf("/dynamicVariableCollections", [clinic], [after])).toMatchObject([
      {
        kind: "changed",
        facts: [
          { label: "{{city}}", before: "Berlin", after: "Bonn" },
          { label: "{{fax}}", before: undefined, after: "1" },
        ],
      },
    ]);
  });

  it("of one key twice are both told", () => {
    const after = { ...clinic, variables: [...clinic.variables, { key: "city", value: "Bonn" }] };
    expect(changesOf("/dynamicVariableCollections", [clinic], [after])).toMatchObject([
      { facts: [{ label: "{{city}} (2)", after: "Bonn" }] },
    ]);
  });
});

it("a list of anything else has no known shape", () => {
  expect(changesOf("/settings/transfers", [{ to: 1 }], [])).toBeNull();
});
