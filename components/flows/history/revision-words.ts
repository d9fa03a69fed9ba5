import { describeChanges } from "@/lib/flows/diff/diff-flows";
import { anything, listOf, number, object, orNull, text } from "../../http/answer-shape";

/** A stored state of a flow without its changes, as the API sends it. */
export interface RevisionHead {
  n: number;
  source: string;
  by: { name: string; email: string } | null;
  /** The author's own words, if there are any. */
  reason: string | null;
  /** The state that this one restored; null when it is no restore. */
  restoredFrom: number | null;
  at: string;
}

/** One stored state of a flow, as the API lists it. */
export interface Revision extends RevisionHead {
  changes: { path: string; before: unknown; after: unknown }[];
}

const headMembers = {
  n: number,
  source: text,
  by: orNull(object<NonNullable<RevisionHead["by"]>>({ name: text, email: text })),
  reason: orNull(text),
  restoredFrom: orNull(number),
  at: text,
};

export const change = object<Revision["changes"][number]>({ path: text, before: anything, after: anything });
export const isRevisionHead = object<RevisionHead>(headMembers);
export const isRevision = object<Revision>({ ...headMembers, changes: listOf(change) });

/** One sentence with the author and the changes: "Maya changed the prompt and 2 other fields". */
export function revisionSentence({ n, source, by, restoredFrom, changes }: Revision): string {
  const who = by?.name ?? "Somebody";
  if (source === "import") return "Switchboard saw this flow for the first time";
  if (source === "drift") return `Somebody outside Switchboard changed ${describeChanges(changes)}`;
  if (n === 1) return `${who} created this flow`;
  if (restoredFrom !== null) return `${who} restored #${restoredFrom}: ${describeChanges(changes)}`;
  return `${who} changed ${describeChanges(changes)}`;
}

/** Names the author of a state, or its origin, in a word or two. */
export function revisionAuthor({ source, by }: Pick<RevisionHead, "source" | "by">): string {
  if (by) return by.name;
  return source === "import" ? "From before Switchboard" : "Outside Switchboard";
}
