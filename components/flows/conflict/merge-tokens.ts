import { diffArrays } from "diff";

/** A stretch of a three-way merge: unchanged, changed by one side, changed alike by both, or a conflict. */
export type TokenHunk =
  | { kind: "same" | "theirs" | "yours" | "both"; tokens: string[] }
  | { kind: "conflict"; base: string[]; theirs: string[]; yours: string[] };

/** One side replaced the base's tokens from `start` up to `end` (not included) by `tokens`. */
interface Edit {
  side: "theirs" | "yours";
  start: number;
  end: number;
  tokens: string[];
}

/** The cost of a comparison grows with the square of the edits; beyond this many a person would notice a pause. */
const MOST_EDITS = 1200;

function editsOf(side: Edit["side"], base: string[], changed: string[]): Edit[] | null {
  const parts = diffArrays(base, changed, { maxEditLength: MOST_EDITS });
  if (parts === undefined) return null;
  const edits: Edit[] = [];
  let at = 0;
  let open: Edit | null = null;
  for (const { value, added, removed } of parts) {
    if (!added && !removed) {
      open = null;
      at += value.length;
      continue;
    }
    if (open === null) {
      open = { side, start: at, end: at, tokens: [] };
      edits.push(open);
    }
    if (added) open.tokens.push(...value);
    else {
      at += value.length;
      open.end = at;
    }
  }
  return edits;
}

/**
 * Whether a later edit clashes with an earlier one. Edits of neighbouring tokens do not: each has its own place. An
 * addition right beside a removal by the other side does, because it may belong to the removed text.
 */
function clashes(earlier: Edit, later: Edit): boolean {
  if (later.start < earlier.end) return true;
  if (later.start > earlier.end || earlier.side === later.side) return false;
  const [insertsFirst, insertsThen] = [earlier.start === earlier.end, later.start === later.end];
  if (insertsFirst && insertsThen) return true;
  return (insertsThen && earlier.tokens.length === 0) || (insertsFirst && later.tokens.length === 0);
}

/** Puts edits that clash, directly or through others, into one group. */
function groupEdits(edits: Edit[]): Edit[][] {
  const sorted = edits.toSorted((one, other) => one.start - other.start || one.end - other.end);
  const groups: Edit[][] = [];
  for (const edit of sorted) {
    const group = groups.at(-1);
    if (group?.some((earlier) => clashes(earlier, edit))) group.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

/** Returns the base's tokens from `start` to `end` with one side's edits made. */
function withEdits(base: string[], start: number, end: number, edits: Edit[]): string[] {
  const tokens: string[] = [];
  let at = start;
  for (const edit of edits) {
    tokens.push(...base.slice(at, edit.start), ...edit.tokens);
    at = edit.end;
  }
  tokens.push(...base.slice(at, end));
  return tokens;
}

function commonStart(one: string[], other: string[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}

/** Narrows a conflict: tokens that both sides wrote alike at either end need no decision. */
function narrowed(base: string[], theirs: string[], yours: string[]): TokenHunk[] {
  const head = commonStart(theirs, yours);
  const tail = commonStart(theirs.slice(head).toReversed(), yours.slice(head).toReversed());
  const hunks: TokenHunk[] = [{ kind: "both", tokens: theirs.slice(0, head) }];
  const [restTheirs, restYours] = [theirs, yours].map((side) => side.slice(head, side.length - tail));
  if (restTheirs?.length || restYours?.length) {
    const startsAlike = commonStart(base, theirs.slice(0, head));
    const left = base.slice(startsAlike);
    const endsAlike = commonStart(left.toReversed(), theirs.slice(theirs.length - tail).toReversed());
    hunks.push({
      kind: "conflict",
      base: left.slice(0, left.length - endsAlike),
      theirs: restTheirs ?? [],
      yours: restYours ?? [],
    });
  }
  hunks.push({ kind: "both", tokens: theirs.slice(theirs.length - tail) });
  return hunks;
}

function hunksOf(base: string[], group: Edit[]): TokenHunk[] {
  const [first] = group;
  if (first && group.length === 1) return [{ kind: first.side, tokens: first.tokens }];
  const start = Math.min(...group.map((edit) => edit.start));
  const end = Math.max(...group.map((edit) => edit.end));
  const [theirs, yours] = (["theirs", "yours"] as const).map((side) =>
    withEdits(
      base,
      start,
      end,
      group.filter((edit) => edit.side === side),
    ),
  );
  return narrowed(base.slice(start, end), theirs ?? [], yours ?? []);
}

/**
 * Merges two edited versions of a list of tokens (lines, sentences) with their common origin.
 *
 * Edits of different tokens merge, neighbouring ones too. Edits of the same tokens clash, unless they are alike.
 * @returns the hunks in order, none of them empty; null when the versions differ so much that comparing takes too long
 */
export function mergeTokens(base: string[], theirs: string[], yours: string[]): TokenHunk[] | null {
  const [theirEdits, yourEdits] = [editsOf("theirs", base, theirs), editsOf("yours", base, yours)];
  if (theirEdits === null || yourEdits === null) return null;
  const hunks: TokenHunk[] = [];
  let at = 0;
  for (const group of groupEdits([...theirEdits, ...yourEdits])) {
    const start = Math.min(...group.map((edit) => edit.start));
    hunks.push({ kind: "same", tokens: base.slice(at, start) }, ...hunksOf(base, group));
    at = Math.max(...group.map((edit) => edit.end));
  }
  hunks.push({ kind: "same", tokens: base.slice(at) });
  return hunks.filter((hunk) => hunk.kind === "conflict" || hunk.tokens.length > 0);
}
