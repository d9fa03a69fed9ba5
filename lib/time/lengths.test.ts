import { expect, it } from "vitest";
import { counted, inLargestUnit, waitInWords } from "./lengths";

it.each([
  [5, "5 minutes"],
  [60, "1 hour"],
  [90, "90 minutes"],
  [8 * 60, "8 hours"],
  [24 * 60, "1 day"],
  [36 * 60, "36 hours"],
  [30 * 24 * 60, "30 days"],
])("%i minutes are said as %j", (minutes, words) => {
  const { amount, unit } = inLargestUnit(minutes);
  expect(counted(amount, unit)).toBe(words);
});

it.each([
  [1, "1 second"],
  [60, "60 seconds"],
  [101, "2 minutes"],
  [894, "15 minutes"],
  [82_900, "24 hours"],
])("whoever has to wait %i seconds reads %j, and never comes back too early", (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words);
});
