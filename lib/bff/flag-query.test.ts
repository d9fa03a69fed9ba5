import { expect, test } from "vitest";
import { flagQuery } from "./flag-query";

test.each([
  ["true", true],
  ["1", true],
  ["false", false],
  ["0", false],
])("%s in a query string is %s", (text, told) => {
  expect(flagQuery.parse(text)).toBe(told);
});

test.each(["", "yes", "TRUE", "2"])("%j is neither yes nor no", (text) => {
  expect(flagQuery.safeParse(text).success).toBe(false);
});
