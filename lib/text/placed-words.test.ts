import { expect, it } from "vitest";
import { lengthOfBeginning, placedWords, textWords } from "./placed-words";

const words = (text: string) => Array.from(placedWords(text), ({ word }) => word);

it.each([
  ["Call (415) 555-0134 now!", ["call", "415", "555", "0134", "now"]],
  ["book_appointment", ["book", "appointment"]],
  ["Cafe\u0301, CAFÉ", ["cafe", "cafe"]],
  ["Straße İstanbul", ["strasse", "istanbul"]],
  ["ΟΔΟΣ οδοσα", ["οδοσ", "οδοσα"]],
  ["co\u00adoperate", ["cooperate"]],
  ["東京 2026 サーモン", ["東", "京", "2026", "サ", "ー", "モ", "ン"]],
  ["?! … 🎉", []],
])("the words of %j are %j", (text, found) => {
  expect(words(text)).toEqual(found);
  expect(textWords(text)).toBe(found.join(" "));
});

it("a word says where it stands in the text", () => {
  const text = "Grüße, “Night line”";
  expect(Array.from(placedWords(text), ({ start, end }) => text.slice(start, end))).toEqual([
    "Grüße",
    "Night",
    "line",
  ]);
});

it("a word that is too long to be one is cut between characters", () => {
  const [long] = words("𝒳".repeat(100));
  expect([long?.isWellFormed(), long?.length]).toEqual([true, 64]);
});

it.each([
  ["Straße", 5, "Straß"],
  ["Cafe\u0301s", 4, "Cafe\u0301"],
  ["Night", 2, "Ni"],
])("of %j, %i letters are %j", (part, letters, beginning) => {
  expect(part.slice(0, lengthOfBeginning(part, letters))).toBe(beginning);
});
