import { expect, it, test } from "vitest";
import { flagQuery, momentQuery } from "./query";

test.each([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
])("%s in a query string is %s", (text, meaning) => {
  expect(flagQuery.parse(text)).toBe(meaning);
});

test.each(["", "yes", "TRUE", "2"])("%j is neither yes nor no", (text) => {
  expect(flagQuery.safeParse(text).success).toBe(false);
});

const taken = (text: string) => momentQuery.safeParse(text).data?.toISOString() ?? null;

it.each([
  ["2026-05-20", "2026-05-20T00:00:00.000Z"],
  ["2026-05-20T14:30Z", "2026-05-20T14:30:00.000Z"],
  ["2026-05-20T14:30:15.250Z", "2026-05-20T14:30:15.250Z"],
  ["2026-05-20T14:30:00+05:30", "2026-05-20T09:00:00.000Z"],
  ["1970-01-01", "1970-01-01T00:00:00.000Z"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
])("a query's moment can be %s", (text, moment) => {
  expect(taken(text)).toBe(moment);
});

it.each([
  "",
  "5",
  "2026",
  "2026-05",
  "2026-02-30",
  "2026-05-20T14:30:00",
  "2026-05-20 14:30Z",
  "May 20, 2026",
  "0000-01-01",
  "1969-12-31T23:59:59Z",
  "9999-12-31T23:59:59-01:00",
  "-100000-01-01T00:00:00Z",
  "+275760-09-13T00:00:00Z",
])("a query's moment can't be %j", (text) => {
  expect(taken(text)).toBeNull();
});
