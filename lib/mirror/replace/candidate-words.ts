import type { FindAndReplace } from "@/lib/flows/replace/pattern";
import { textWords } from "@/lib/text/placed-words";

/** What the stored words of a flow must have, so that a text of it can have what is looked for. */
export interface CandidateWords {
  /** A part of them, as `textWords` returns words; empty where nothing is known. */
  part: string;
  /** A query of the index of terms, `~` for its workspace; null where it has none. See `flow_terms_1`. */
  query: string | null;
}

/** A beginning of one letter is in nearly every text. */
const SHORTEST_BEGINNING = 2;

const lexeme = (word: string, end: string) => `'~t${word}'${end}`;

/**
 * Returns what is known of the words of a match. Nothing of a regular expression. Of a plain text the first word may be the end
 * of a longer one, and the last one the beginning; what is between them are words.
 */
export function candidateWords({ find, regex, wholeWord }: FindAndReplace): CandidateWords {
  if (regex) return { part: "", query: null };
  const words = textWords(find).split(" ").filter(Boolean);
  const terms = words.flatMap((word, at) => {
    if (at === 0 && !wholeWord) return [];
    if (at < words.length - 1) return [lexeme(word, "")];
    return word.length < SHORTEST_BEGINNING ? [] : [lexeme(word, ":*")];
  });
  return { part: words.join(" "), query: terms.length > 0 ? terms.join(" & ") : null };
}
