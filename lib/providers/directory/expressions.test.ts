import { describe, expect, it } from "vitest";
import { Problem } from "@/lib/problems/problem";
import { attributeOf, readFilter, readTarget } from "./expressions";

describe("a filter", () => {
  it.each([
    ['userName eq "dana"', [{ path: "username", value: "dana" }]],
    [
      'userName Eq "dana" AND active EQ True',
      [
        { path: "username", value: "dana" },
        { path: "active", value: true },
      ],
    ],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName eq "a"', [{ path: "username", value: "a" }]],
    ['emails.value eq "a"', [{ path: "emails.value", value: "a" }]],
    [
      'emails[type eq "work"].value eq "a"',
      [
        { path: "emails.type", value: "work" },
        { path: "emails.value", value: "a" },
      ],
    ],
    [
      'emails[type eq "work" and value eq "a"]',
      [
        { path: "emails.type", value: "work" },
        { path: "emails.value", value: "a" },
      ],
    ],
    ['displayName eq "A \\"quoted\\" name, \\u00fc"', [{ path: "displayname", value: 'A "quoted" name, ü' }]],
    ['displayName eq "a] and [b"', [{ path: "displayname", value: "a] and [b" }]],
    ["  ", []],
  ])("is read as its comparisons: %s", (filter, comparisons) => {
    expect(readFilter(filter)).toEqual(comparisons);
  });

  it.each([
    'userName co "a"',
    'a eq "1" or b eq "2"',
    'not (a eq "1")',
    "a pr",
    "a eq",
    "a eq b",
    "a eq 1",
    'a eq "1" and',
    'a eq "1" b eq "2"',
    'a["1"]',
    'a[b eq "1"',
    'a[b[c eq "1"]]',
    'a eq "\\d"',
    '"a" eq "b"',
    `a eq "${"x".repeat(2000)}"`,
    Array.from({ length: 11 }, () => 'a eq "1"').join(" and "),
  ])("is refused in the standard's words: %s", (filter) => {
    expect(() => readFilter(filter)).toThrow(
      expect.objectContaining({ status: 400, extra: { scimType: "invalidFilter" } }),
    );
  });
});

describe("a path", () => {
  it.each([
    ["active", { attribute: "active", where: [], part: null }],
    ["name.familyName", { attribute: "name", where: [], part: "familyName" }],
    [
      "urn:ietf:params:scim:schemas:core:2.0:User:name.givenName",
      { attribute: "name", where: [], part: "givenName" },
    ],
    [
      'emails[type eq "work"].value',
      { attribute: "emails", where: [{ path: "emails.type", value: "work" }], part: "value" },
    ],
    [
      'members[value eq "1"]',
      { attribute: "members", where: [{ path: "members.value", value: "1" }], part: null },
    ],
  ])("is read as attribute, filter and part: %s", (path, target) => {
    expect(readTarget(path)).toEqual(target);
  });

  it.each([
    "",
    "[x]",
    "a.b.c",
    "a b",
    'a[b eq "1"]c',
    'a[b eq "1"].c.d',
    ".a",
    "a.",
    "__proto__",
    "name.__proto__",
  ])("is refused in the standard's words: %s", (path) => {
    expect(() => readTarget(path)).toThrow(expect.objectContaining({ extra: { scimType: "invalidPath" } }));
  });
});

const LONG = 2000;
const HOSTILE = {
  backslashes: `a eq "${"\\a".repeat(LONG / 2 - 4)}`,
  "backslashes and quotes": `a eq ${'\\"'.repeat(LONG / 2 - 4)}`,
  quotes: '"'.repeat(LONG),
  brackets: "a[".repeat(LONG / 2),
  "closing brackets": "]".repeat(LONG),
  parentheses: "(".repeat(LONG),
  dots: `a${".a".repeat(LONG / 2 - 1)}`,
  spaces: `${" ".repeat(LONG - 1)}x`,
  "true and false": "true".repeat(LONG / 4),
  colons: "urn:".repeat(LONG / 4),
  comparisons: 'a eq "" and '.repeat(LONG / 12),
};

it.each(Object.entries(HOSTILE))("a hostile text of thousands of %s is read at once", (_, text) => {
  const began = process.cpuUsage();
  for (const read of [readFilter, readTarget, attributeOf]) {
    try {
      read(text.slice(0, LONG));
    } catch (error) {
      expect(error).toBeInstanceOf(Problem);
    }
  }
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(50);
});

it.each(["__proto__.x", "constructor.prototype.x", "a.__proto__.x", "__proto__"])(
  "no filter reaches what all objects have: %s",
  (path) => {
    for (const filter of [`${path} eq "1"`, `emails[${path} eq "1"].value eq "2"`, `${path}[x eq "1"]`])
      expect(readFilter(filter)).not.toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  },
);
