import { UnfitReplacement } from "./search-time";

/** What stands for a match: texts, and groups of the pattern. */
export type Template = readonly (string | number)[];

/** `$$`, `$&`, `$1` to `$99`, `$<name>`. */
const REFERENCE = /\$(?:\$|&|(\d{1,2})|<([^>]*)>)/g;

/** The longest text that stands for one match. */
const LONGEST = 20_000;

function unfit(message: string): UnfitReplacement {
  return new UnfitReplacement([{ path: "/replace", message }]);
}

function groupOf(
  reference: string,
  groups: number,
  names: Readonly<Record<string, number>>,
): string | number {
  const [, digits, name] = new RegExp(REFERENCE).exec(reference) ?? [];
  if (reference === "$$") return "$";
  if (reference === "$&") return 0;
  if (name !== undefined) {
    const named = Object.hasOwn(names, name) ? names[name] : undefined;
    if (named !== undefined) return named;
    throw unfit(`${reference} names no group: the pattern has no (?<${name}>…)`);
  }
  const number = Number(digits);
  if (number >= 1 && number <= groups) return number;
  const has = groups === 0 ? "has no groups" : groups === 1 ? "has 1 group" : `has ${groups} groups`;
  throw unfit(`${reference} names no group: the pattern ${has}. Write $$ for a dollar sign`);
}

/**
 * Reads the replacement of a regular expression.
 * @param groups how many groups the pattern has; those with a name are in `names`, too
 * @throws UnfitReplacement for a group that the pattern lacks
 */
export function parseTemplate(
  text: string,
  groups: number,
  names: Readonly<Record<string, number>>,
): Template {
  const parts: (string | number)[] = [];
  let end = 0;
  for (const found of text.matchAll(REFERENCE)) {
    parts.push(text.slice(end, found.index), groupOf(found[0], groups, names));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)];
}

/**
 * Returns what stands for one match.
 * @param groupAt the text of a group; empty for one that took no part
 * @throws UnfitReplacement where it would be too long
 */
export function expand(template: Template, groupAt: (group: number) => string): string {
  let text = "";
  for (const part of template) {
    text += typeof part === "string" ? part : groupAt(part);
    if (text.length > LONGEST) throw unfit(`At most ${LONGEST} characters may stand for one match`);
  }
  return text;
}
