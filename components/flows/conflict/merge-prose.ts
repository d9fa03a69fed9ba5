import { mergeTokens, type TokenHunk } from "./merge-tokens";

/** A place that both sides changed, each in its own way. An empty text means that the side took it out. */
interface ProseConflict {
  kind: "conflict";
  base: string;
  theirs: string;
  yours: string;
}

/** A stretch of a merged text; `both` is one that both sides wrote alike. */
export type ProseHunk = { kind: "same" | "theirs" | "yours" | "both"; text: string } | ProseConflict;

/** The place after a line end, so that splitting keeps text and line end together. */
const AFTER_LINE = /(?<=\n)/;
/** The white space after a sentence, captured so that splitting loses nothing. */
const BETWEEN_SENTENCES = /((?<=[.!?…:;]["'”’)\]]*)[ \t]+|\r?\n)/;

function toProse(hunk: TokenHunk): ProseHunk {
  if (hunk.kind !== "conflict") return { kind: hunk.kind, text: hunk.tokens.join("") };
  const [base, theirs, yours] = [hunk.base, hunk.theirs, hunk.yours].map((side) => side.join(""));
  return { kind: "conflict", base: base ?? "", theirs: theirs ?? "", yours: yours ?? "" };
}

const sideText = (hunk: ProseHunk, side: "base" | "theirs" | "yours") =>
  hunk.kind === "conflict" ? hunk[side] : hunk.text;

/** Joins conflicts with nothing but white space between them: they are one decision, not several. */
function joinNeighbours(hunks: ProseHunk[]): ProseHunk[] {
  const joined: ProseHunk[] = [];
  for (const hunk of hunks) {
    const [conflict, gap] = [joined.at(-2), joined.at(-1)];
    const isGap = gap?.kind === "same" && gap.text.trim() === "";
    if (hunk.kind === "conflict" && isGap && conflict?.kind === "conflict") {
      const [base, theirs, yours] = (["base", "theirs", "yours"] as const).map(
        (side) => conflict[side] + gap.text + hunk[side],
      );
      joined.splice(-2, 2, { kind: "conflict", base: base ?? "", theirs: theirs ?? "", yours: yours ?? "" });
    } else joined.push(hunk);
  }
  return joined;
}

/** Merges lines that both sides changed again, sentence by sentence. */
function bySentence(conflict: ProseConflict): ProseHunk[] {
  const [base, theirs, yours] = (["base", "theirs", "yours"] as const).map((side) =>
    conflict[side].split(BETWEEN_SENTENCES).filter((token) => token !== ""),
  );
  const hunks = joinNeighbours(
    mergeTokens(base ?? [], theirs ?? [], yours ?? [])?.map(toProse) ?? [conflict],
  );
  // A conflict without a merged sentence keeps whole lines, so that "both" puts them below each other.
  return hunks.some((hunk) => hunk.kind !== "conflict" && hunk.text.trim() !== "") ? hunks : [conflict];
}

/** Joins neighbouring hunks of one kind. */
function joinAlike(hunks: ProseHunk[]): ProseHunk[] {
  const joined: ProseHunk[] = [];
  for (const hunk of hunks) {
    const last = joined.at(-1);
    if (last && last.kind !== "conflict" && last.kind === hunk.kind) {
      joined[joined.length - 1] = { kind: last.kind, text: last.text + hunk.text };
    } else joined.push(hunk);
  }
  return joined;
}

/** Splits a text into lines. The last one gets an end too, so that lines may follow; `proseText` removes that end. */
const linesOf = (text: string) => `${text}\n`.split(AFTER_LINE);

/**
 * Merges two edited versions of a text with their common origin, line by line. Lines that both sides changed are merged
 * sentence by sentence. Kinds of line ends count only where `yours` has Windows ones: a text box turns those into plain
 * ones without an edit by anybody.
 * @returns the hunks in order, every line with its end, the last one too: join them with `proseText`. Texts that are
 *   too large and too different to be compared at once are a single conflict
 */
export function mergeProse(base: string, theirs: string, yours: string): ProseHunk[] {
  const [one, two] = yours.includes("\r\n")
    ? [base, theirs]
    : [base.replaceAll("\r\n", "\n"), theirs.replaceAll("\r\n", "\n")];
  const hunks = mergeTokens(linesOf(one), linesOf(two), linesOf(yours));
  if (hunks === null) {
    return [{ kind: "conflict", base: `${one}\n`, theirs: `${two}\n`, yours: `${yours}\n` }];
  }
  return joinAlike(
    hunks.map(toProse).flatMap((hunk) => (hunk.kind === "conflict" ? bySentence(hunk) : [hunk])),
  );
}

/** The decision about a conflict: one side's text, both (theirs first), or a text written by hand. */
export type HunkChoice = "theirs" | "yours" | "both" | { text: string };

/** Joins two texts without gluing their words together. */
function behind(one: string, other: string): string {
  const apart = one === "" || other === "" || /\s$/.test(one) || /^\s/.test(other);
  return apart ? one + other : `${one} ${other}`;
}

function chosenText(conflict: ProseConflict, choice: HunkChoice): string {
  if (choice === "both") return behind(conflict.theirs, conflict.yours);
  if (typeof choice === "string") return conflict[choice];
  // A person who writes by hand does not see the line's end and must not lose it.
  const endsLine = [conflict.base, conflict.theirs, conflict.yours].some((text) => text.endsWith("\n"));
  return endsLine && choice.text !== "" && !choice.text.endsWith("\n") ? `${choice.text}\n` : choice.text;
}

/**
 * Returns the merged text.
 * @param choices by the conflict's position in `hunks`; an undecided conflict keeps yours
 */
export function proseText(
  hunks: readonly ProseHunk[],
  choices: ReadonlyMap<number, HunkChoice> = new Map(),
): string {
  const text = hunks
    .map((hunk, position) =>
      hunk.kind === "conflict" ? chosenText(hunk, choices.get(position) ?? "yours") : sideText(hunk, "yours"),
    )
    .join("");
  return text.replace(/\n$/, "");
}
