import { describe, expect, it } from "vitest";
import { itemChanges } from "./item-changes";
import { itemShape } from "./item-shapes";

function changesOf(path: string, before: Record<string, unknown>[], after: Record<string, unknown>[]) {
  const shape = itemShape(path, before, after);
  return shape ? itemChanges(shape, before, after).items : null;
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
  it("an added one is listed with its facts, and those that were there are not", () => {
    const added = { name: "Cancel", url: "https://a.test/cancel", body: "", variables: [{ name: "day" }] };
    expect(changesOf("/webhooks", [HOOK], [HOOK, added])).toEqual([
      { kind: "same", title: "Book", facts: [] },
      {
        kind: "added",
        title: "Cancel",
        facts: [
          { label: "Address", before: undefined, after: "https://a.test/cancel" },
          { label: "Variable day", before: undefined, after: "No description", entry: "added" },
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

  it("two of one name differ by their address", () => {
    const other = { name: "Book", url: "https://b.test", method: "POST" };
    const [first, second] = [{ ...other, url: "https://a.test" }, other];
    expect(changesOf("/webhooks", [first, second], [second])).toMatchObject([
      { kind: "same" },
      { kind: "removed", facts: [{ label: "Method" }, { before: "https://a.test" }] },
    ]);
  });

  it("no header's value is ever shown, in either form of the headers", () => {
    const secret = "Bearer topsecret";
    const changes = changesOf(
      "/webhooks",
      [],
      [
        { name: "A", headers: [{ name: "Authorization", value: secret }] },
        { name: "B", headers: { Authorization: secret } },
      ],
    );
    expect(JSON.stringify(changes)).toContain("Header Authorization");
    expect(JSON.stringify(changes)).not.toContain(secret);
  });
});

describe("dynamic variables", () => {
  const clinic = { id: "c1", name: "Clinic", isDefault: true, variables: [{ key: "city", value: "Berlin" }] };

  it("are named by their key", () => {
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

  it("with an empty value are there: they come and go as others do", () => {
    const after = { ...clinic, variables: [...clinic.variables, { key: "insurer", value: "" }] };
    const facts = [{ label: "{{insurer}}", before: undefined, after: "", entry: "added" }];
    expect(changesOf("/dynamicVariableCollections", [clinic], [after])).toMatchObject([
      { kind: "changed", facts },
    ]);
    expect(changesOf("/dynamicVariableCollections", [after], [clinic])).toMatchObject([
      { facts: [{ label: "{{insurer}}", before: "", entry: "removed" }] },
    ]);
    expect(changesOf("/dynamicVariableCollections", [], [after])).toMatchObject([
      { kind: "added", facts: [{}, {}, { label: "{{insurer}}", after: "" }] },
    ]);
  });

  it("of one key twice are both listed", () => {
    const after = { ...clinic, variables: [...clinic.variables, { key: "city", value: "Bonn" }] };
    expect(changesOf("/dynamicVariableCollections", [clinic], [after])).toMatchObject([
      { facts: [{ label: "{{city}} (2)", after: "Bonn" }] },
    ]);
  });
});

it("a header's secret that changed is known by its digest, never by its value", () => {
  const hook = (digest: string) => ({ ...HOOK, headers: [{ name: "Authorization", value: "••••", digest }] });
  expect(changesOf("/webhooks", [hook("a")], [hook("b")])).toEqual([
    {
      kind: "changed",
      title: "Book",
      facts: [
        {
          label: "Header Authorization",
          before: { redacted: true, digest: "a" },
          after: { redacted: true, digest: "b" },
        },
      ],
    },
  ]);
});

it("a webhook's variable says whether it is required", () => {
  const hook = (required: boolean) => ({
    ...HOOK,
    variables: [{ name: "day", description: "When", required }],
  });
  expect(changesOf("/webhooks", [hook(false)], [hook(true)])).toMatchObject([
    { facts: [{ label: "Variable day", before: "When (optional)", after: "When (required)" }] },
  ]);
});

it("transfers show all that they contain, since their shape is not documented", () => {
  const nurse = { name: "Nurse", number: "+49 30 1", hours: { from: 8 } };
  expect(changesOf("/settings/transfers", [nurse], [{ ...nurse, number: "+49 30 2" }])).toEqual([
    { kind: "changed", title: "Nurse", facts: [{ label: "Number", before: "+49 30 1", after: "+49 30 2" }] },
  ]);
});

it("a node that was moved in the picture says so, and an added one does not say where it is", () => {
  const node = { id: "n1", type: "say", data: { label: "Greet", text: "Hello" }, position: { x: 0, y: 0 } };
  const moved = { ...node, position: { x: 9, y: 9 } };
  expect(changesOf("/flowData/nodes", [node], [moved])).toEqual([
    {
      kind: "changed",
      title: "Greet",
      facts: [{ label: "Place in the picture", before: "0, 0", after: "9, 9" }],
    },
  ]);
  expect(JSON.stringify(changesOf("/flowData/nodes", [], [node]))).not.toContain("0, 0");
  const reworded = { ...node, data: { ...node.data, text: "Good day" } };
  expect(changesOf("/flowData/nodes", [node], [reworded])).toMatchObject([
    { title: "Greet", facts: [{ label: "Text", before: "Hello", after: "Good day" }] },
  ]);
});

it("a list of anything else has no known shape", () => {
  expect(changesOf("/somethingNew", [{ to: 1 }], [])).toBeNull();
});
