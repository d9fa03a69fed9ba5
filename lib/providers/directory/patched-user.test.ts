import { describe, expect, it } from "vitest";
import { readGivenUser } from "./attributes";
import { patchedUser } from "./patched-user";

const present = {
  userName: "dana@acme.example",
  name: { givenName: "Dana", familyName: "King" },
  emails: [{ value: "dana@acme.example", type: "work", primary: true }],
  active: true,
};

const patched = (...Operations: object[]) => readGivenUser(patchedUser(present, { Operations }));
const fault = (scimType: string) => expect.objectContaining({ status: 400, extra: { scimType } });

describe("a patch of a person", () => {
  it.each([
    [
      "of one part of the name",
      { op: "Replace", path: "name.familyName", value: "Noether" },
      { familyName: "Noether", givenName: "Dana" },
    ],
    [
      "of the part, without a path",
      { op: "replace", value: { "name.familyName": "Noether" } },
      { familyName: "Noether", givenName: "Dana" },
    ],
    [
      "that adds to the name",
      { op: "add", path: "name", value: { formatted: "D. King" } },
      { formatted: "D. King", givenName: "Dana" },
    ],
    [
      "that replaces the name",
      { op: "replace", path: "name", value: { givenName: "Ada" } },
      { familyName: null, givenName: "Ada" },
    ],
    [
      "that removes a part",
      { op: "remove", path: "name.familyName" },
      { familyName: null, givenName: "Dana" },
    ],
    [
      "that removes a part and names its value",
      { op: "Remove", path: "name.familyName", value: "King" },
      { familyName: null },
    ],
    [
      "of a part that is not kept",
      { op: "add", path: "name.middleName", value: "X" },
      { familyName: "King", givenName: "Dana" },
    ],
    [
      "of attributes in another case",
      { op: "replace", value: { DISPLAYNAME: "D", Active: "false" } },
      { displayName: "D", active: false },
    ],
    ["that removes active", { op: "remove", path: "active" }, { active: null }],
    [
      "with the whole schema's name",
      { op: "replace", value: { "urn:ietf:params:scim:schemas:core:2.0:User": { displayName: "D" } } },
      { displayName: "D" },
    ],
    [
      "of what others keep",
      { op: "add", path: 'roles[primary eq "True"].value', value: "x" },
      { givenName: "Dana" },
    ],
    [
      "of an extension, in its former spelling",
      {
        op: "add",
        path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.department",
        value: "x",
      },
      { givenName: "Dana" },
    ],
    [
      "of an enterprise's attribute without its schema",
      { op: "add", path: "manager", value: "x" },
      { givenName: "Dana" },
    ],
  ])("%s does that and no more", (_, operation, expected) => {
    expect(patched(operation)).toMatchObject(expected);
  });

  it.each([
    [
      "the value of those of a type",
      { op: "replace", path: 'emails[type eq "work"].value', value: "b@acme.example" },
      "b@acme.example",
    ],
    [
      "in another case",
      { op: "Replace", path: 'emails[TYPE eq "Work"].Value', value: "b@acme.example" },
      "b@acme.example",
    ],
    [
      "the primary one",
      { op: "replace", path: "emails[primary eq true].value", value: "b@acme.example" },
      "b@acme.example",
    ],
    [
      "the primary one, as a text",
      { op: "replace", path: 'emails[primary eq "True"].value', value: "b@acme.example" },
      "b@acme.example",
    ],
    [
      "a whole one",
      { op: "replace", path: 'emails[type eq "work"]', value: { value: "b@acme.example" } },
      "b@acme.example",
    ],
    ["the list", { op: "replace", path: "emails", value: [{ value: "b@acme.example" }] }, "b@acme.example"],
    ["the list, with nothing", { op: "replace", path: "emails", value: [] }, "dana@acme.example"],
    [
      "by adding a primary one",
      { op: "add", path: "emails", value: [{ value: "b@acme.example", primary: true }] },
      "b@acme.example",
    ],
    [
      "by adding one that is not",
      { op: "add", path: "emails", value: { value: "b@acme.example", type: "home" } },
      "dana@acme.example",
    ],
    [
      "one of a type that is not there",
      { op: "Add", path: 'emails[type eq "other"].value', value: "b@acme.example" },
      "dana@acme.example",
    ],
    ["by removing all", { op: "remove", path: "emails" }, "dana@acme.example"],
    ["by removing one", { op: "remove", path: 'emails[value eq "DANA@acme.example"]' }, "dana@acme.example"],
  ])("changes addresses: %s", (_, operation, email) => {
    expect(patched(operation).email).toBe(email);
  });

  it("that calls another address primary leaves the former one, and no longer calls it so", () => {
    const { emails } = patchedUser(present, {
      Operations: [
        { op: "add", path: 'emails[type eq "home"].value', value: "home@acme.example" },
        { op: "replace", path: 'emails[type eq "home"].primary', value: "True" },
      ],
    });
    expect(emails).toEqual([
      { value: "dana@acme.example", type: "work", primary: false },
      { value: "home@acme.example", type: "home", primary: true },
    ]);
  });

  it.each([
    ["an attribute that nobody knows", { op: "add", path: "shoeSize", value: 1 }, "invalidPath"],
    ["a prototype", { op: "add", path: "__proto__", value: { x: 1 } }, "invalidPath"],
    ["a prototype, without a path", { op: "add", value: JSON.parse('{"__proto__":{"x":1}}') }, "invalidPath"],
    [
      "a prototype in a filter's place",
      { op: "add", path: "name[__proto__ eq true].x", value: 1 },
      "invalidPath",
    ],
    ["a part of what has none", { op: "replace", path: "userName.x", value: "a" }, "invalidPath"],
    ["the removal of nothing", { op: "remove" }, "noTarget"],
    ["an operation without a path or an object", { op: "add", value: "x" }, "invalidValue"],
    ["an object as a text", { op: "replace", path: "displayName", value: { a: 1 } }, "invalidValue"],
    ["a text as addresses", { op: "replace", path: "emails", value: "a@acme.example" }, "invalidValue"],
    ["an operation that there is not", { op: "move", path: "active" }, "invalidSyntax"],
  ])("is refused in the standard's words: %s", (_, operation, scimType) => {
    expect(() => patched(operation)).toThrow(fault(scimType));
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("gives nobody parts by way of a prototype", () => {
    const value = JSON.parse('{"__proto__":{"givenName":"Mallory"},"constructor":"x"}');
    expect(patched({ op: "add", path: "name", value })).toMatchObject({ givenName: "Dana" });
    expect(patched({ op: "replace", path: "name", value })).toMatchObject({ givenName: null });
  });

  it("of as many operations as may be is applied at once", () => {
    const add = { op: "add", path: 'emails[type eq "other"].value', value: "b@acme.example" };
    const many = Array.from({ length: 1000 }, () => add);
    const began = process.cpuUsage();
    patched(...many);
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(100);
    expect(() => patched(...many, add)).toThrow(fault("invalidSyntax"));
    const addresses = Array.from({ length: 51 }, () => ({ value: "b@acme.example" }));
    expect(() => patched({ op: "add", path: "emails", value: addresses })).toThrow(fault("invalidValue"));
    const named = Array.from({ length: 101 }, (_, place) => [`name.part${place}`, "x"]);
    expect(() => patched({ op: "add", value: Object.fromEntries(named) })).toThrow(fault("invalidValue"));
  });
});
