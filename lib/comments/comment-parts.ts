import { z } from "zod";
import { folded, withoutDisguise } from "@/lib/text/readable";

/** A person who may be mentioned. */
export interface Mentionable {
  id: string;
  name: string;
  email: string;
}

/** What a comment consists of: people are kept by their ids, so that one who has left is a pseudonym there, too. */
export const storedParts = z.array(
  z.union([z.strictObject({ text: z.string() }), z.strictObject({ mention: z.string() })]),
);
export type StoredPart = z.output<typeof storedParts>[number];

/** A part as readers get it. */
export type CommentPart = { text: string } | { mention: { id: string; name: string } };

/** Returns what somebody has to type to mention a person: the name, or the address where two have the same name. */
export function mentionOf(person: Mentionable, people: readonly Mentionable[]): string {
  const same = people.filter(({ name }) => folded(name) === folded(person.name));
  return `@${same.length > 1 ? person.email : person.name}`;
}

const WORD = /[\p{L}\p{N}]/u;

/**
 * Splits a typed text into texts and mentions. Only those who are given can be mentioned; any other @ is text. The longest name
 * counts: "@Ann Lee" is not Ann.
 */
export function partsOf(typed: string, people: readonly Mentionable[]): StoredPart[] {
  const names = people
    .map((person) => ({ id: person.id, typed: mentionOf(person, people).toLowerCase() }))
    .sort((one, other) => other.typed.length - one.typed.length);
  const lower = typed.toLowerCase();
  // Lower case of some letters is longer: then places don't match, and nobody is mentioned.
  if (lower.length !== typed.length) return [{ text: typed }];
  const parts: StoredPart[] = [];
  let from = 0;
  for (let at = lower.indexOf("@"); at >= 0; at = lower.indexOf("@", at + 1)) {
    if (at > 0 && WORD.test(lower[at - 1] ?? "")) continue;
    const named = names.find(
      ({ typed: name }) => lower.startsWith(name, at) && !WORD.test(lower[at + name.length] ?? ""),
    );
    if (!named) continue;
    if (at > from) parts.push({ text: typed.slice(from, at) });
    parts.push({ mention: named.id });
    from = at + named.typed.length;
    at = from - 1;
  }
  if (from < typed.length) parts.push({ text: typed.slice(from) });
  return parts;
}

/** Returns the ids of the people whom a comment mentions, each once. */
export function mentionedIn(parts: readonly StoredPart[]): string[] {
  return [...new Set(parts.flatMap((part) => ("mention" in part ? [part.mention] : [])))];
}

/** Makes disguises visible; lines stay lines. */
function plainLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => withoutDisguise(line.replaceAll("\t", "  ")))
    .join("\n");
}

/** Returns the parts as readers get them, with the names that people have now. */
export function readableParts(
  parts: readonly StoredPart[],
  names: ReadonlyMap<string, string>,
): CommentPart[] {
  return parts.map((part) =>
    "mention" in part
      ? { mention: { id: part.mention, name: names.get(part.mention) ?? "somebody" } }
      : { text: plainLines(part.text) },
  );
}
