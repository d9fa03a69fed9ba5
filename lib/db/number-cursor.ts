import { LARGEST_INTEGER } from "./largest-integer";

/**
 * Reads a list's cursor that is the last number shown.
 * @returns null for none, and for anything that is not such a number: the list then starts at its beginning
 */
export function numberCursor(cursor: string | undefined): number | null {
  const number = Number(cursor);
  return Number.isInteger(number) && number > 0 && number <= LARGEST_INTEGER ? number : null;
}
