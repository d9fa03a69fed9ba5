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

/** The result of merging two edits of one form. Every field that anybody changed is in exactly one of the lists. */
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
  /** Prose that both changed in different places: the merged text has both sides' edits. */
  woven: string[];
  overlaps: Overlap[];
}

type Found = Pick<MergeResult, "theirsOnly" | "yoursOnly" | "same" | "woven" | "overlaps">;

/** Only longer texts are merged inside: in a name or an address two edits never both make sense. */
const PROSE_LENGTH = 60;

/** Whether three versions of a value are texts that are merged inside. */
export function isProse(values: unknown[]): values is [string, string, string] {
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
 * Merges two people's edits of the same form. A tree is groups of fields; anything that is not a group (a text, a
 * switch, a list) is one field. Only long texts are merged inside.
 * @param base the values that both began with
 * @param theirs the values that are saved now
 * @param yours the values that were typed here
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
