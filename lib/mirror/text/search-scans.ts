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

/** What one look into the index is for: the flows of one workspace that match so well. */
export interface Scan {
  rank: Rank;
  workspace: SearchedWorkspace;
}

/** A flow that may match, in the order of results. */
export interface FoundPlace extends Scan {
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
 * Returns the text search queries by rank. Each leaves out the flows of better ranks where the index alone decides, so that
 * every flow is found once.
 */
export function scanQueries(query: SearchQuery): Partial<Record<Rank, string>> {
  const { wanted, unwanted } = query;
  const without = unwanted
    .filter(({ words }) => words.length === 1)
    .map((term) => `!${termIn(LETTERS.text, term)}`);
  const all = (...parts: string[]) => [...parts, ...without].join(" & ");
  if (wanted.length === 0) return { text: all(lexeme(".", "")) };
  const whole = lexeme("=", wholeName(query));
  const within = (letter: Letter) => wanted.map((term) => termIn(letter, term)).join(" & ");
  const but = (better: string) => (isExact(query) ? [`!(${better})`] : []);
  return {
    whole_name: all(whole),
    name: all(within("n"), ...but(whole)),
    about: all(within("a"), ...but(within("n"))),
    text: all(within("t"), ...but(within("a"))),
  };
}

const sortKey = ({ name, id }: Pick<SearchedWorkspace, "name" | "id">) => `${folded(name)} ${id}`;

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

/**
 * Returns the looks into the index, in the order of results: the best matches first, and then by the workspace's name. A page
 * of a common word is full after the first of them.
 * @param after where the page before ended; its own look is the first one, and goes on behind that result
 */
export function scansOf(
  workspaces: readonly SearchedWorkspace[],
  ranks: readonly Rank[],
  after: PlaceAfter | null,
): { scans: Scan[]; goesOn: boolean } {
  const byName = workspaces
    .map((workspace) => ({ workspace, key: sortKey(workspace) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
  const order = RANKS.filter((rank) => ranks.includes(rank));
  const isLater = (rank: Rank, key: string) =>
    after === null ||
    RANKS.indexOf(rank) > RANKS.indexOf(after.rank) ||
    (rank === after.rank && key >= after.workspaceKey);
  const scans = order.flatMap((rank) =>
    byName.filter(({ key }) => isLater(rank, key)).map(({ workspace, key }) => ({ rank, workspace, key })),
  );
  const [first] = scans;
  return {
    scans,
    goesOn: first?.rank === after?.rank && first?.key === after?.workspaceKey && after !== null,
  };
}
