import type { DiffPart } from "./diff-part";

/** A longer unchanged stretch between two changes is never joined with them. */
const MOST_WORDS = 3;

interface Replacement {
  removed: string;
  added: string;
}

const size = ({ removed, added }: Replacement) => Math.max(removed.length, added.length);

/** Whether an unchanged stretch between two changes is so small beside them that showing it apart only disturbs. */
function isCrumb(between: string, before: Replacement, after: Replacement): boolean {
  if (between.includes("\n")) return false;
  const rephrased = [before.removed + after.removed, before.added + after.added].every((side) => side.trim());
  if (!rephrased) return false;
  const text = between.trim();
  if (text === "") return true;
  return text.split(/\s+/).length <= MOST_WORDS && text.length <= size(before) && text.length <= size(after);
}

/** The changes of a comparison, each with the unchanged text in front of it, and the text after the last one. */
function foldParts(parts: DiffPart[]): { folded: (Replacement & { lead: string })[]; tail: string } {
  const folded: (Replacement & { lead: string })[] = [];
  let tail = "";
  let open: Replacement | null = null;
  for (const { kind, text } of parts) {
    if (kind === "same") {
      tail += text;
      open = null;
      continue;
    }
    if (open === null) {
      const change = { lead: tail, removed: "", added: "" };
      folded.push(change);
      open = change;
      tail = "";
    }
    open[kind] += text;
  }
  return { folded, tail };
}

/**
 * Joins changes with only a few small unchanged words between them: a rephrased passage then reads as one text taken
 * out and one put in. Joining changes neither text.
 */
export function smoothWords(parts: DiffPart[]): DiffPart[] {
  const { folded, tail } = foldParts(parts);
  const joined: typeof folded = [];
  for (const next of folded) {
    let change = next;
    for (let last = joined.at(-1); last && isCrumb(change.lead, last, change); last = joined.at(-1)) {
      joined.pop();
      change = {
        lead: last.lead,
        removed: last.removed + change.lead + change.removed,
        added: last.added + change.lead + change.added,
      };
    }
    joined.push(change);
  }
  const smooth = joined.flatMap(({ lead, removed, added }): DiffPart[] => [
    { kind: "same", text: lead },
    { kind: "removed", text: removed },
    { kind: "added", text: added },
  ]);
  return [...smooth, { kind: "same" as const, text: tail }].filter(({ text }) => text !== "");
}
