import { textWords } from "@/lib/text/placed-words";

/** Words that must follow each other in one text of a flow. Mostly it is one word. */
export interface SearchTerm {
  words: readonly string[];
  /** Whether the last word may be the beginning of a longer one. */
  begins: boolean;
}

/** A search for flows, as it was typed. */
export interface SearchQuery {
  /** A flow must have all of them, in any order. */
  wanted: readonly SearchTerm[];
  /** And none of these. */
  unwanted: readonly SearchTerm[];
}

/** What people type as quotes, and what their keyboards make of that. */
const QUOTES = /[“”„«»]/g;
/** One part of a search: a minus before it, and a text in quotes (the last quote may be missing) or up to a space. */
const PART = /(?<![^\s"])(-?)(?:"([^"]*)"?|([^\s"]+))/g;

/** A letter by itself is no beginning: nearly every text has a word with it. */
const SHORTEST_BEGINNING = 2;

function termOf(text: string, quoted: boolean): SearchTerm {
  const words = textWords(text).split(" ").filter(Boolean);
  const isLetter = words.length === 1 && (words[0] ?? "").length < SHORTEST_BEGINNING;
  return { words, begins: !quoted && !isLetter };
}

const distinct = (terms: readonly SearchTerm[]) => [
  ...new Map(terms.map((term) => [`${term.words.join(" ")}${term.begins ? "*" : ""}`, term])).values(),
];

/**
 * Reads what somebody typed to find flows. Words may come in any order and may be beginnings of words; a text in quotes is
 * to be found as it is; a minus before either leaves out the flows that have it. What has several words without a space, such
 * as `555-0134` or an address, is found in one piece, too.
 */
export function parseSearch(text: string): SearchQuery {
  const wanted: SearchTerm[] = [];
  const unwanted: SearchTerm[] = [];
  for (const [, minus, quoted, plain] of text.replaceAll(QUOTES, '"').matchAll(PART)) {
    const term = termOf(quoted ?? plain ?? "", quoted !== undefined);
    if (term.words.length > 0) (minus === "-" ? unwanted : wanted).push(term);
  }
  return { wanted: distinct(wanted), unwanted: distinct(unwanted) };
}

/** Returns what a term is in the words of a text, with a space before the first of these and behind the last. */
export function wordPattern({ words, begins }: SearchTerm): string {
  return ` ${words.join(" ")}${begins ? "" : " "}`;
}

/** Whether nothing can be searched by it: no word was typed. */
export function isEmptySearch({ wanted, unwanted }: SearchQuery): boolean {
  return wanted.length === 0 && unwanted.length === 0;
}
