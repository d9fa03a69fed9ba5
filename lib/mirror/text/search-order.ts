import { NIL } from "uuid";
import { z } from "zod";
import { placeCursor } from "@/lib/db/values";
import type { SearchQuery, SearchTerm } from "@/lib/flows/search/search-query";
import { isStorable } from "@/lib/json/json-value";
import { folded } from "@/lib/text/readable";

/** How well a flow matches, the best first: by its whole name, by words of it, by words about the flow, by words anywhere. */
export const RANKS = ["whole_name", "name", "about", "text"] as const;
export type Rank = (typeof RANKS)[number];

/** A workspace whose flows are searched. */
export interface SearchedWorkspace {
  id: string;
  slug: string;
  name: string;
}

/** A flow that may match, in the order of results. */
export interface FoundPlace {
  rank: Rank;
  workspace: SearchedWorkspace;
  flowId: string;
  foldedName: string;
}

/** Longer names are compared by their first letters; the index has as many. */
export const LONGEST_NAME = 200;

/** Returns the words of a search as a whole name; empty for a search by what is unwanted alone. */
export function wholeName({ wanted }: Pick<SearchQuery, "wanted">): string {
  const name = wanted.flatMap(({ words }) => words).join(" ");
  return name.length <= LONGEST_NAME ? name : Array.from(name).slice(0, LONGEST_NAME).join("");
}

/** Where each rank looks for words: the letter of its terms, see the function `flow_terms_1`. */
const LETTERS = { name: "n", about: "a", text: "t" } as const satisfies Partial<Record<Rank, string>>;
type Letter = (typeof LETTERS)[keyof typeof LETTERS];

/** A term of the index. The statement replaces `~` by the part of it that is the workspace's. */
const lexeme = (letter: string, word: string) => `'~${letter}${word}'`;

function termIn(letter: Letter, { words, begins }: SearchTerm): string {
  return words
    .map((word, at) => `${lexeme(letter, word)}${begins && at === words.length - 1 ? ":*" : ""}`)
    .join(" & ");
}

/** Whether the index alone decides who matches. It has no order of words, so that a phrase is looked for in the texts. */
export function isExact({ wanted, unwanted }: SearchQuery): boolean {
  return [...wanted, ...unwanted].every(({ words }) => words.length === 1);
}

/**
 * Returns the text search queries by rank; null for a rank that no flow can have. Each finds the flows of better ranks, too: a
 * name's words are among those about the flow, and these among all of its words.
 */
export function rankQueries(query: SearchQuery): Record<Rank, string | null> & { text: string } {
  const { wanted, unwanted } = query;
  const without = unwanted
    .filter(({ words }) => words.length === 1)
    .map((term) => `!${termIn(LETTERS.text, term)}`);
  const all = (...parts: string[]) => [...parts, ...without].join(" & ");
  if (wanted.length === 0) return { whole_name: null, name: null, about: null, text: all(lexeme(".", "")) };
  const within = (letter: Letter) => all(...wanted.map((term) => termIn(letter, term)));
  return {
    whole_name: all(lexeme("=", wholeName(query))),
    name: within("n"),
    about: within("a"),
    text: within("t"),
  };
}

const sortKey = ({ name, id }: Pick<SearchedWorkspace, "name" | "id">) => `${folded(name)} ${id}`;

/** Returns workspaces in the order of their results. */
export function byName(workspaces: readonly SearchedWorkspace[]): SearchedWorkspace[] {
  const keyed = workspaces.map((workspace) => ({ workspace, key: sortKey(workspace) }));
  return keyed.toSorted((one, other) => (one.key < other.key ? -1 : 1)).map(({ workspace }) => workspace);
}

/** Where a page of results begins: behind one result of the page before. */
export interface PlaceAfter {
  rank: Rank;
  workspaceKey: string;
  foldedName: string;
  flowId: string;
}

export function placeAfter({ rank, workspace, foldedName, flowId }: FoundPlace): PlaceAfter {
  return { rank, workspaceKey: sortKey(workspace), foldedName, flowId };
}

const parts = z.tuple([z.enum(RANKS), z.string(), z.string().refine(isStorable), z.uuid()]);

const partsCursor = placeCursor(parts);

/** Returns the cursor of the page that begins behind a place. */
export function cursorOf({ rank, workspaceKey, foldedName, flowId }: PlaceAfter): string {
  return partsCursor.write([rank, workspaceKey, foldedName, flowId]);
}

/** Reads a cursor; null for a text that is none. */
export function readCursor(cursor: string): PlaceAfter | null {
  const read = partsCursor.readOrNull(cursor);
  if (read === null) return null;
  const [rank, workspaceKey, foldedName, flowId] = read;
  return { rank, workspaceKey, foldedName, flowId };
}

/** A place as the statement compares it: all results behind it are greater. */
export interface Boundary {
  /** The rank's place among the ranks. */
  rank: number;
  /** The workspace's place among those that are searched. */
  place: number;
  foldedName: string;
  flowId: string;
}

/** No flow has the nil id, and all are greater. */
const START: Boundary = { rank: -1, place: 0, foldedName: "", flowId: NIL };

/**
 * Returns where the results begin.
 * @param workspaces in their order. That of the page before may be none of them any more
 */
export function boundaryOf(workspaces: readonly SearchedWorkspace[], after: PlaceAfter | null): Boundary {
  if (after === null) return START;
  const { rank, workspaceKey, foldedName, flowId } = after;
  const later = workspaces.findIndex((workspace) => sortKey(workspace) >= workspaceKey);
  const at = workspaces[later];
  return {
    rank: RANKS.indexOf(rank),
    place: later === -1 ? workspaces.length : later,
    ...(at && sortKey(at) === workspaceKey ? { foldedName, flowId } : { foldedName: "", flowId: NIL }),
  };
}
