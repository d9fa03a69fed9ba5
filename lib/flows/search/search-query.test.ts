import { expect, it } from "vitest";
import { isEmptySearch, parseSearch } from "./search-query";

/** A search in few words: a star for a beginning, a minus for what is unwanted. */
function said(text: string): string[] {
  const { wanted, unwanted } = parseSearch(text);
  const of = (mark: string) => (term: (typeof wanted)[number]) =>
    `${mark}${term.words.join(" ")}${term.begins ? "*" : ""}`;
  return [...wanted.map(of("")), ...unwanted.map(of("-"))];
}

it.each([
  ["night mis", ["night*", "mis*"]],
  ["  CAFÉ\tdesk  desk ", ["cafe*", "desk*"]],
  ['"on duty" nurse', ["nurse*", "on duty"].toSorted()],
  ["“on duty", ["on duty"]],
  ["duty -night", ["duty*", "-night*"]],
  ['-"after hours" line', ["line*", "-after hours"]],
  ["555-0134", ["555 0134*"]],
  ["-555-0134", ["-555 0134*"]],
  ["https://hooks.example.com/a", ["https hooks example com a*"]],
  ["a plan", ["a", "plan*"]],
  ["- ?! “”", []],
  ['say"hi"', ["hi*", "say*"].toSorted()],
])("%j is read as %j", (text, terms) => {
  expect(said(text).toSorted()).toEqual([...terms].toSorted());
});

it("a search without a word is empty, and one of unwanted words alone is not", () => {
  expect(isEmptySearch(parseSearch("?! -"))).toBe(true);
  expect(isEmptySearch(parseSearch("-night"))).toBe(false);
});
