import { compareNumber, parse, splitNumber } from "lossless-json";
import { isJsonObject } from "./json-value";

/**
 * Numbers of JSON that JavaScript can't keep: 12345678901234567890 would become 12345678901234567000 without a word. What
 * the upstream has stored is kept as an object with the numeral as text, and becomes the number again when it goes back.
 */
const NUMERAL = "$exactNumber";

/** The shortest numerals that may lose something: sixteen digits, or an exponent of three. */
const SUSPECT = /\d(?:\.?\d){15}|[eE][+-]?\d{3}/;

/** A double has up to seventeen digits. Some programs write all of them, so that 0.1 becomes 0.10000000000000001. */
const DIGITS_OF_A_DOUBLE = 17;

/** Whether the number that a numeral of JSON becomes is the one that was written. */
export function isKeptExactly(numeral: string): boolean {
  const read = Number(numeral);
  const { digits } = splitNumber(numeral);
  if (!Number.isFinite(read) || read === 0) return read === 0 && /^0*$/.test(digits);
  if (compareNumber(numeral, String(read)) === 0) return true;
  return !Number.isInteger(read) && digits.length <= DIGITS_OF_A_DOUBLE;
}

function keptNumber(numeral: string): unknown {
  return isKeptExactly(numeral) ? Number(numeral) : { [NUMERAL]: numeral };
}

/**
 * Parses JSON, with the numbers that can't be kept as objects.
 * @throws SyntaxError for a text that is not JSON
 */
export function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  // The exact parser is many times slower, and refuses an object that names a key twice.
  return SUSPECT.test(text) ? parse(text, null, { parseNumber: keptNumber, onDuplicateKey: last }) : value;
}

/** The JSON parser of every engine takes the last of two values under one name. */
const last = ({ newValue }: { newValue: unknown }) => newValue;

/** Text of the form that `JSON.stringify` writes. Inside a text of the JSON its quotes would be escaped. */
const WRITTEN = /\{"\$exactNumber":"(-?\d[\d.eE+-]*)"\}/g;

/** Writes JSON, with the numbers that `parseExactly` kept as they were. */
export function stringifyExactly(value: unknown): string {
  return JSON.stringify(value).replaceAll(WRITTEN, (written, numeral: string) =>
    isKeptExactly(numeral) ? written : numeral,
  );
}

/** Returns the numeral of a number that is kept as an object; null for every other value. */
export function keptNumeral(value: unknown): string | null {
  if (!isJsonObject(value)) return null;
  const numeral = Object.keys(value).length === 1 ? value[NUMERAL] : null;
  return typeof numeral === "string" ? numeral : null;
}

/** Returns the numerals of all numbers in a value that are kept as objects. */
export function keptNumerals(value: unknown): string[] {
  const numeral = keptNumeral(value);
  if (numeral !== null) return [numeral];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(keptNumerals) : [];
}
