import { replacedTexts, type TextOfField } from "@/lib/flows/fields/replaced-texts";
import type { StoredFlow } from "@/lib/flows/model/flow";
import { inContext } from "@/lib/flows/search/search-hits";
import type { Match, Pattern } from "./pattern";
import { SearchTime } from "./search-time";

/** A place where a pattern matches a text of a flow. */
interface Place {
  /** JSON pointer of the text. */
  path: string;
  /** The line of the text, counted from 1. */
  line: number;
  before: string;
  match: string;
  after: string;
}

/** A match that can be replaced. */
export interface Hit extends Place {
  /** The same for the same state of a flow and the same pattern. */
  id: string;
  /** Where it is in the text, in UTF-16 code units. */
  start: number;
  end: number;
  replacement: string;
}

/** A match that can't be replaced, with the reason. */
export interface FixedHit extends Place {
  why: string;
}

export interface FlowHits {
  hits: Hit[];
  fixed: FixedHit[];
  /** Whether there are more than `MOST_HITS`: then none of them can be replaced, since nobody would see all. */
  tooMany: boolean;
  /** The paths of texts that are too long to be searched. */
  tooLong: string[];
}

/** How many hits of one flow are shown and replaced. */
export const MOST_HITS = 500;
/** How many of those that can't be replaced are shown. */
const MOST_FIXED = 20;
/** The longest text that is searched, in UTF-16 code units. */
export const LONGEST_TEXT = 200_000;

/** Returns the line of each place of a text, one after the other. */
function lineCounter(text: string): (at: number) => number {
  let line = 1;
  let counted = 0;
  return (at) => {
    for (let next = text.indexOf("\n", counted); next >= 0 && next < at; next = text.indexOf("\n", counted)) {
      line++;
      counted = next + 1;
    }
    return line;
  };
}

function addHits(found: FlowHits, { path, text, why }: TextOfField, matches: Iterable<Match>): void {
  const lineAt = lineCounter(text);
  for (const { start, end, replacement } of matches) {
    const match = text.slice(start, end);
    const { before, after } = inContext(text, { start, end });
    const place = { path, line: lineAt(start), before, match, after };
    if (why !== null) {
      if (found.fixed.length === MOST_FIXED) return;
      found.fixed.push({ ...place, why });
    } else if (replacement !== match) {
      found.tooMany = found.hits.length === MOST_HITS;
      if (found.tooMany) return;
      found.hits.push({ ...place, id: `${path}:${start}-${end}`, start, end, replacement });
    }
  }
}

/**
 * Finds a pattern in the texts of a flow. A match that is the same as what stands for it is none.
 * @param fields paths of the fields to search, as the tables write them; null for all
 * @param time what the search may take; `MOST_TIME` of it in all where none is given
 * @throws UnfitReplacement as the pattern's matches
 */
export function findHits(
  flow: StoredFlow,
  pattern: Pattern,
  fields: readonly string[] | null,
  time: SearchTime = new SearchTime(),
): FlowHits {
  const found: FlowHits = { hits: [], fixed: [], tooMany: false, tooLong: [] };
  for (const text of replacedTexts(flow)) {
    if (fields !== null && !fields.includes(text.field)) continue;
    if (text.text.length > LONGEST_TEXT) found.tooLong.push(text.path);
    else if (!found.tooMany) addHits(found, text, pattern.matches(text.text, time));
  }
  return found;
}
