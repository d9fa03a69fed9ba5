import type { AuditFieldChange } from "@/lib/audit/event";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";

/** Longer "words" are keys and encoded files, which nobody searches by their end. */
const LONGEST_WORD = 64;
/** The maximum number of words of a long new prompt, and of fields of a vast change. The event itself keeps all. */
const MOST_WORDS = 4_000;
const MOST_PATHS = 500;
const LONGEST_PATH = 400;

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant.
const IS_ASCII = /^[\u0000-\u007f]*$/;

/** Cut between characters: the database refuses half of one. */
function shortened(word: string): string {
  return word.length <= LONGEST_WORD ? word : Array.from(word).slice(0, LONGEST_WORD).join("");
}

/** The words of a text, as they are indexed and searched: letters and digits, in lower case. */
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

/** All texts and numbers in a value, without the names of its fields. Digests replace secrets and have no words. */
function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => (name === "digest" ? [] : textsOf(part)));
}

/** Returns the words that only one side has: of a changed prompt, the changed words. */
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

/** The terms of an event without words and fields: an empty list means that the event is not indexed yet. */
export const NO_TERMS: readonly string[] = ["/"];

/** The words among an event's terms, which its chain's dictionary contains. The others are fields. */
export function wordsAmong(terms: readonly string[]): string[] {
  return terms.filter((term) => !term.startsWith("/"));
}

/** The columns that an event is searched by, beside those that it had from the beginning. */
export function searchColumns(event: Parameters<typeof eventTerms>[0] & Pick<NewAuditEvent, "request">) {
  const { request } = event;
  return {
    correlationId: request?.correlationId ?? request?.id ?? null,
    ip: request?.ip ?? null,
    terms: eventTerms(event),
  };
}

/**
 * The search terms of an event: words of names, reason and changed text, and the fields that it touched (these begin
 * with a slash). Verification computes the same from the payload and compares.
 */
export function eventTerms(
  event: Pick<NewAuditEvent, "actor" | "reason"> & {
    target?: { name: string | null } | null;
    changes?: AuditFieldChange[];
  },
): string[] {
  const changes = event.changes ?? [];
  const { name, email, token } = event.actor;
  const names = [name, email, token?.name, event.target?.name, event.reason];
  const words = names.flatMap((text) => (text ? wordsOf(text) : []));
  const changed = changes.flatMap(changedWords);
  const paths = changes.flatMap(({ path }) => fieldTerms(path));
  const terms = [...paths.slice(0, MOST_PATHS), ...[...words, ...changed].slice(0, MOST_WORDS)];
  return terms.length > 0 ? [...new Set(terms)].sort() : [...NO_TERMS];
}
