import type { FlowText } from "@/lib/flows/fields/searched-texts";
import { lengthOfBeginning, type PlacedWord, placedWords, textWords } from "@/lib/text/placed-words";
import { type SearchQuery, type SearchTerm, wordPattern } from "./search-query";

/** A text with its words, as `textWords` returns them. */
export interface SearchedText extends FlowText {
  words: string;
}

/** A part of a text. */
export interface Span {
  start: number;
  end: number;
}

/** A place where a search matches, with what is around it. Spaces of any kind are one space. */
export interface SearchHit {
  /** JSON pointer of the field. */
  path: string;
  before: string;
  match: string;
  after: string;
}

/** The words of a text one after the other, as far as somebody asks for them: most hits are near the beginning. */
class WordPlaces {
  readonly #words: Iterator<PlacedWord>;
  readonly #known: PlacedWord[] = [];

  constructor(text: string) {
    this.#words = placedWords(text);
  }

  at(index: number): PlacedWord | null {
    while (this.#known.length <= index) {
      const next = this.#words.next();
      if (next.done) return null;
      this.#known.push(next.value);
    }
    return this.#known[index] ?? null;
  }
}

const spacesIn = (text: string, from: number, to: number) => {
  let spaces = 0;
  for (let at = text.indexOf(" ", from); at >= 0 && at < to; at = text.indexOf(" ", at + 1)) spaces++;
  return spaces;
};

/** Returns the places where a term is in a text, in their order. */
function* spansIn({ text, words }: SearchedText, term: SearchTerm, places: WordPlaces): Generator<Span> {
  const within = ` ${words} `;
  const pattern = wordPattern(term);
  const letters = term.words.at(-1)?.length ?? 0;
  let word = 0;
  let counted = 0;
  for (let at = within.indexOf(pattern); at >= 0; at = within.indexOf(pattern, at + 1)) {
    // Before each word is one space.
    word += spacesIn(within, counted, at);
    counted = at;
    const first = places.at(word);
    const last = places.at(word + term.words.length - 1);
    if (!first || !last) return;
    const end = last.start + lengthOfBeginning(text.slice(last.start, last.end), letters);
    yield { start: first.start, end };
  }
}

/** How many characters are shown on either side of a hit, at most. */
const AROUND = 60;
const MOST_HITS = 5;

const inOneLine = (text: string) => text.replaceAll(/\s+/g, " ");

function beforeIn(text: string, start: number): string {
  if (start <= AROUND) return inOneLine(text.slice(0, start)).trimStart();
  const part = text.slice(start - AROUND, start);
  const space = part.search(/\s/);
  // Half a character is left out too, where there is no space to cut at.
  const cut = space < 0 ? part.replace(/^[\udc00-\udfff]/, "") : part.slice(space + 1);
  return `…${inOneLine(cut)}`;
}

function afterIn(text: string, end: number): string {
  if (text.length - end <= AROUND) return inOneLine(text.slice(end)).trimEnd();
  const part = text.slice(end, end + AROUND);
  const space = Math.max(...[" ", "\n", "\t"].map((blank) => part.lastIndexOf(blank)));
  const cut = space <= 0 ? part.replace(/[\ud800-\udbff]$/, "") : part.slice(0, space);
  return `${inOneLine(cut)}…`;
}

/** Returns what is shown of a text around a part of it, in one line. */
export function inContext(text: string, { start, end }: Span): { before: string; after: string } {
  return { before: beforeIn(text, start), after: afterIn(text, end) };
}

function hitOf({ path, text }: FlowText, span: Span): SearchHit {
  return { path, ...inContext(text, span), match: inOneLine(text.slice(span.start, span.end)) };
}

interface FoundSpan extends Span {
  /** The place of its text among all. */
  text: number;
}

const isShown = (spans: readonly FoundSpan[], { text, start, end }: FoundSpan) =>
  spans.some((span) => span.text === text && start >= span.start - AROUND && end <= span.end + AROUND);

/** The first place of each term, unless an earlier one shows it already; then further places, as long as there is room. */
function chosenSpans(
  { wanted }: SearchQuery,
  spansOf: (term: SearchTerm) => Generator<FoundSpan>,
): FoundSpan[] {
  const chosen: FoundSpan[] = [];
  const add = (span: FoundSpan) => {
    if (!isShown(chosen, span)) chosen.push(span);
  };
  for (const term of wanted.slice(0, MOST_HITS)) {
    const first = spansOf(term).next();
    if (!first.done) add(first.value);
  }
  for (const term of wanted) {
    for (const span of spansOf(term)) {
      if (chosen.length >= MOST_HITS) return chosen;
      add(span);
    }
  }
  return chosen;
}

/**
 * Returns where a search matches texts, in the order of the texts: each word once before any word twice, and few in all. None
 * for what only says what is unwanted.
 */
export function searchHits(texts: readonly SearchedText[], query: SearchQuery): SearchHit[] {
  const places = texts.map(({ text }) => new WordPlaces(text));
  function* spansOf(term: SearchTerm): Generator<FoundSpan> {
    for (const [at, text] of texts.entries()) {
      const words = places[at];
      if (!words) continue;
      for (const span of spansIn(text, term, words)) yield { ...span, text: at };
    }
  }
  return chosenSpans(query, spansOf)
    .toSorted((one, other) => one.text - other.text || one.start - other.start)
    .flatMap((span) => {
      const text = texts[span.text];
      return text ? [hitOf(text, span)] : [];
    });
}

/** Returns the parts of a text that a search matches, in order and apart from each other: what a page highlights. */
export function matchingSpans(text: string, { wanted }: SearchQuery): Span[] {
  const searched = { path: "", text, words: textWords(text) };
  const spans = wanted
    .flatMap((term) => [...spansIn(searched, term, new WordPlaces(text))])
    .sort((one, other) => one.start - other.start || other.end - one.end);
  const apart: Span[] = [];
  for (const { start, end } of spans) {
    const last = apart.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}
