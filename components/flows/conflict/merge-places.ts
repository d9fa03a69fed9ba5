import { jsonPointer, valueAt } from "@/lib/json/json-pointer";
import type { MergeResult, Overlap } from "./merge-edits";
import { type HunkChoice, proseText } from "./merge-prose";

/** Something to decide: a whole field, or one conflict within its prose. */
export interface MergePlace {
  /** Unique within the merge. */
  id: string;
  /** The field's dotted name. */
  name: string;
  base: unknown;
  theirs: unknown;
  yours: unknown;
  /** The conflict's position among the hunks of the field's prose; null for a whole field. */
  hunk: number | null;
}

/** The decisions made so far, by the place's id. */
export type MergeDecisions = ReadonlyMap<string, HunkChoice>;

function placesIn({ name, base, theirs, yours, prose }: Overlap): MergePlace[] {
  if (prose === undefined) return [{ id: name, name, base, theirs, yours, hunk: null }];
  return prose.flatMap((hunk, position) => {
    if (hunk.kind !== "conflict") return [];
    const { kind: _, ...sides } = hunk;
    return [{ id: `${name} ${position}`, name, ...sides, hunk: position }];
  });
}

/** Returns everything that a merge leaves to decide, in the order of the form. */
export function placesOf(merge: Pick<MergeResult, "overlaps">): MergePlace[] {
  return merge.overlaps.flatMap(placesIn);
}

/** Returns the value of a field by its dotted name. */
export function fieldValue(values: object, name: string): unknown {
  return valueAt(values, jsonPointer(name.split(".")));
}

function settledValue(overlap: Overlap, decisions: MergeDecisions): unknown {
  if (overlap.prose === undefined) {
    return decisions.get(overlap.name) === "theirs" ? overlap.theirs : overlap.yours;
  }
  const choices = new Map<number, HunkChoice>();
  for (const { id, hunk } of placesIn(overlap)) {
    const choice = decisions.get(id);
    if (choice !== undefined && hunk !== null) choices.set(hunk, choice);
  }
  return proseText(overlap.prose, choices);
}

function withValue(group: object, [step = "", ...rest]: string[], value: unknown): object {
  if (rest.length === 0) return { ...group, [step]: value };
  const inner = (group as Record<string, unknown>)[step];
  return { ...group, [step]: withValue(inner as object, rest, value) };
}

/** Returns the merged values with the decisions made; an undecided place keeps yours. */
export function settleMerge<Values extends object>(
  merge: MergeResult<Values>,
  decisions: MergeDecisions,
): Values {
  return merge.overlaps.reduce<object>(
    (values, overlap) => withValue(values, overlap.name.split("."), settledValue(overlap, decisions)),
    merge.merged,
  ) as Values;
}

/** The names of a form's fields and their places in a flow. */
export interface FieldWords {
  /** Returns a field's name for people. */
  labelOf: (name: string) => string;
  /** Returns a field's JSON pointer in the flow. */
  pathOf: (name: string) => string;
}

/** What the two sides of a conflict are called. */
export interface SideWords {
  theirs: string;
  yours: string;
  /** The buttons that take one side everywhere. */
  allTheirs: string;
  allYours: string;
  /** Both of them, as the subject of a sentence. */
  both: string;
  bothOfThem: string;
  /** The choice that keeps both texts. */
  bothKept: string;
}

/** Somebody else's edit, and the one of this form. */
export const OWN_EDIT: SideWords = {
  theirs: "Theirs",
  yours: "Yours",
  allTheirs: "All theirs",
  allYours: "All yours",
  both: "you both",
  bothOfThem: "both of you",
  bothKept: "Both, theirs first",
};
