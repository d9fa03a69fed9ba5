import type { AuditFieldChange } from "@/lib/audit/event";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";

/** Longer "words" are keys and encoded files; nobody looks for them by their end. */
const LONGEST_WORD = 64;
/** The words of a long new prompt, and the fields of a vast change, are kept up to here; the event itself keeps all. */
const MOST_WORDS = 4_000;
const MOST_PATHS = 500;
const LONGEST_PATH = 400;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const IS_ASCII = /^[\u0000-\u007f]*$/;

/** Cut between characters: half of one is no text that a database takes. */
function shortened(word: string): string {
  return word.length <= LONGEST_WORD ? word : Array.from(word).slice(0, LONGEST_WORD).join("");
}

/** The words of a text, as they are indexed and looked for: letters and digits, in lower case. */
export function wordsOf(text: string): string[] {
  // Most text is plain ASCII, for which the first pattern finds the same, several times as fast.
  const found = IS_ASCII.test(text)
    ? text.toLowerCase().match(/[a-z0-9]+/g)
    : text
        .normalize("NFKC")
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu);
  if (!found) return [];
  return found.map(shortened);
}

/** All texts and numbers in a value, without the names of its fields. Digests stand for secrets and say nothing. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => (name === "digest" ? [] : textsOf(part)));
}

/** What one side has and the other doesn't: of a changed prompt, the words that were changed. */
function changedWords({ before, after }: AuditFieldChange): string[] {
  const old = new Set(textsOf(before).flatMap(wordsOf));
  const now = new Set(textsOf(after).flatMap(wordsOf));
  return [...[...now].filter((word) => !old.has(word)), ...[...old].filter((word) => !now.has(word))];
}

function pathSegments(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "" && !/^(\d+|-)$/.test(segment));
}

/** The term of a field, without places in lists: `/webhooks/0/name` is `/webhooks/name`. */
export function fieldTerm(path: string): string {
  // A path can hold any name that somebody gave a field; the database's text cannot hold every character.
  const storable = pathSegments(path)
    .join("/")
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, "");
  return `/${storable}`.slice(0, LONGEST_PATH).toWellFormed();
}

/** The terms of a field and of everything that it is part of. */
function fieldTerms(path: string): string[] {
  const segments = pathSegments(path);
  return segments.map((_, index) => fieldTerm(segments.slice(0, index + 1).join("/")));
}

/** What an event is stored with that has neither words nor fields: an empty list says that nobody has looked yet. */
export const NO_TERMS: readonly string[] = ["/"];

/** The words among an event's terms: what its chain's dictionary knows. The others are fields. */
export function wordsAmong(terms: readonly string[]): string[] {
  return terms.filter((term) => !term.startsWith("/"));
}

/** The columns that an event is searched by, beside those that it was stored with from the beginning. */
export function searchColumns(event: Parameters<typeof eventTerms>[0] & Pick<NewAuditEvent, "request">) {
  const { request } = event;
  return {
    correlationId: request?.correlationId ?? request?.id ?? null,
    ip: request?.ip ?? null,
    terms: eventTerms(event),
  };
}

/**
 * What a search finds an event by: words of names, reason and changed text, and the fields that it touched (these
 * begin with a slash). Verification computes the same from the payload and compares.
 */
export function eventTerms(
  event: Pick<NewAuditEvent, "actor" | "reason"> & {
    target?: { name: string | null } | null;
    changes?: AuditFieldChange[];
  },
): string[] {
  const changes = event.changes ?? [];
  const names = [event.actor.name, event.actor.email, event.target?.name, event.reason];
  const words = names.flatMap((text) => (text ? wordsOf(text) : []));
  const changed = changes.flatMap(changedWords);
  const paths = changes.flatMap(({ path }) => fieldTerms(path));
  const terms = [...paths.slice(0, MOST_PATHS), ...[...words, ...changed].slice(0, MOST_WORDS)];
  return terms.length > 0 ? [...new Set(terms)].sort() : [...NO_TERMS];
}
