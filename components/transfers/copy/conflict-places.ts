import type { Decision } from "@/lib/flows/transfer/transfer-choices";
import { isProse, type Overlap } from "../../flows/conflict/merge-edits";
import { type MergePlace, placesOf } from "../../flows/conflict/merge-places";
import { type HunkChoice, mergeProse, proseText } from "../../flows/conflict/merge-prose";
import type { PlannedField } from "../words/transfer-shapes";
import type { ItemChoice } from "./copy-choices";
import { pathOfPlace } from "./moved";

/** Returns the fields of an item that both sides have changed, also those that somebody has decided by now. */
export function conflictsOf(fields: readonly PlannedField[], choice: ItemChoice): Overlap[] {
  return fields
    .filter(({ act, path, base }) => {
      const isPlaced = Object.keys(choice.places ?? {}).some((id) => pathOfPlace(id) === path);
      return act === "conflict" || (base !== undefined && isPlaced);
    })
    .map(({ path, base, theirs, yours }) => {
      const sides = [base, theirs, yours];
      return { name: path, base, theirs, yours, ...(isProse(sides) ? { prose: mergeProse(...sides) } : {}) };
    });
}

/** The decision about a field as the API takes it; undefined while a place of it is open. */
function decisionOf(
  overlap: Overlap,
  places: readonly MergePlace[],
  made: Readonly<Record<string, HunkChoice>>,
): Decision | undefined {
  const own = places.filter(({ name, hunk }) => name === overlap.name && hunk !== null);
  if (!overlap.prose || own.length === 0) {
    const choice = made[overlap.name];
    if (choice === undefined) return undefined;
    if (choice === "both" && overlap.prose) return { value: proseText(overlap.prose) };
    return choice === "theirs" ? "target" : "source";
  }
  const choices = new Map<number, HunkChoice>();
  for (const { id, hunk } of own) {
    const choice = made[id];
    if (choice !== undefined && hunk !== null) choices.set(hunk, choice);
  }
  return choices.size === own.length ? { value: proseText(overlap.prose, choices) } : undefined;
}

/** Whether both sides changed a text in different places, so that both edits fit into one text. */
export const isWoven = ({ prose }: Overlap) => prose?.every(({ kind }) => kind !== "conflict") ?? false;

/** Returns what somebody has decided about an item, after they decided about some places. */
export function withPlaces(
  overlaps: readonly Overlap[],
  choice: ItemChoice,
  decided: Readonly<Record<string, HunkChoice>>,
): ItemChoice {
  const places = { ...choice.places, ...decided };
  const fields = { ...choice.fields };
  const all = placesOf({ overlaps: [...overlaps] });
  for (const overlap of overlaps) {
    const decision = decisionOf(overlap, all, places);
    if (decision !== undefined) fields[overlap.name] = decision;
  }
  return { places, fields };
}
