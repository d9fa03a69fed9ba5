import { isJsonObject, sameJson } from "@/lib/json/json-value";
import { mergeProse, type ProseHunk, proseText } from "./merge-prose";

/** A field that both sides changed, each in its own way. */
export interface Overlap {
  /** The field's dotted name, such as `settings.callSettings.maxCallDuration`. */
  name: string;
  base: unknown;
  theirs: unknown;
  yours: unknown;
  /** For prose: its stretches, of which only the conflicts are left to decide. */
  prose?: ProseHunk[];
}

/** How two edits of one form came together. Every field that anybody changed is in exactly one of the lists. */
export interface MergeResult<Values extends object = object> {
  base: Values;
  theirs: Values;
  yours: Values;
  /** Both sides' edits; an overlap keeps yours until it is decided. */
  merged: Values;
  theirsOnly: string[];
  yoursOnly: string[];
  /** Fields to which both made the same change. */
  same: string[];
  /** Prose that both changed in different places: it holds both sides' edits. */
  woven: string[];
  overlaps: Overlap[];
}

type Found = Pick<MergeResult, "theirsOnly" | "yoursOnly" | "same" | "woven" | "overlaps">;

/** Longer texts than this are looked into; in a name or an address two edits never both make sense. */
const PROSE_LENGTH = 60;

function isProse(values: unknown[]): values is [string, string, string] {
  const texts = values.filter((value) => typeof value === "string");
  return (
    texts.length === values.length &&
    texts.some((text) => text.includes("\n") || (text.length > PROSE_LENGTH && text.includes(" ")))
  );
}

function mergeField(name: string, base: unknown, theirs: unknown, yours: unknown, found: Found): unknown {
  if (sameJson(theirs, yours)) {
    if (!sameJson(base, yours)) found.same.push(name);
    return yours;
  }
  if (sameJson(base, theirs)) {
    found.yoursOnly.push(name);
    return yours;
  }
  if (sameJson(base, yours)) {
    found.theirsOnly.push(name);
    return theirs;
  }
  const versions = [base, theirs, yours];
  if (!isProse(versions)) {
    found.overlaps.push({ name, base, theirs, yours });
    return yours;
  }
  const prose = mergeProse(...versions);
  if (prose.some(({ kind }) => kind === "conflict"))
    found.overlaps.push({ name, base, theirs, yours, prose });
  else found.woven.push(name);
  return proseText(prose);
}

function mergeGroup(steps: string[], base: object, theirs: object, yours: object, found: Found): object {
  const sides = [base, theirs, yours] as Record<string, unknown>[];
  const keys = new Set(sides.flatMap((side) => Object.keys(side)));
  const merged: [string, unknown][] = [];
  for (const key of keys) {
    const [one, two, three] = sides.map((side) => (Object.hasOwn(side, key) ? side[key] : undefined));
    const path = [...steps, key];
    const value =
      isJsonObject(one) && isJsonObject(two) && isJsonObject(three)
        ? mergeGroup(path, one, two, three, found)
        : mergeField(path.join("."), one, two, three, found);
    if (value !== undefined) merged.push([key, value]);
  }
  return Object.fromEntries(merged);
}

/**
 * Merges what two people made of the same form. A tree is groups of fields; anything that is not a group (a text, a
 * switch, a list) is one field, only long texts are looked into.
 * @param base what both began with
 * @param theirs what is saved now
 * @param yours what was typed here
 */
export function mergeEdits<Values extends object>(
  base: Values,
  theirs: Values,
  yours: Values,
): MergeResult<Values> {
  const found: Found = { theirsOnly: [], yoursOnly: [], same: [], woven: [], overlaps: [] };
  const merged = mergeGroup([], base, theirs, yours, found) as Values;
  return { base, theirs, yours, merged, ...found };
}
