import { type ParseError, parse } from "jsonc-parser";

/** A value as a person edits it. What JSON can't say (a value that isn't there) is empty text. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? "";
}

/**
 * Reads what a person typed as JSON.
 * @returns the value, or what is wrong with it in words, with the place of the first mistake
 */
export function readJsonText(text: string): { value: unknown } | { problem: string } {
  if (text.trim() === "") return { problem: "This is empty. Write {} for nothing." };
  const mistakes: ParseError[] = [];
  parse(text, mistakes, { disallowComments: true });
  const [first] = mistakes;
  if (!first) return { value: JSON.parse(text) };
  const lines = text.slice(0, first.offset).split("\n");
  const place = `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
  return { problem: `This is not valid JSON (${place}). Until it is, the last valid text counts.` };
}
