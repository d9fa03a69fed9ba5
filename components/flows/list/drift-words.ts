import type { DriftState } from "@/lib/flows/diff/drift-state";

const WORDS: Record<DriftState, { label: string; meaning: string }> = {
  in_step: { label: "In step", meaning: "The upstream has the state that was last saved or agreed to here." },
  changed_here: {
    label: "Changed here",
    meaning: "There are edits on this device that are not saved upstream yet.",
  },
  changed_upstream: {
    label: "Changed elsewhere",
    meaning: "Somebody changed this flow outside Switchboard, and nobody here has looked at it yet.",
  },
  changed_in_both: {
    label: "Changed here and elsewhere",
    meaning: "There are unsaved edits on this device, and somebody changed this flow outside Switchboard.",
  },
  never_seen: {
    label: "Never opened",
    meaning: "Switchboard knows this flow from the list only and has not read its content yet.",
  },
};

/** Gives a state's name for people: a short label for a badge, and one sentence that says what it means. */
export function driftWords(state: DriftState): { label: string; meaning: string } {
  return WORDS[state];
}
