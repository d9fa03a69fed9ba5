import type { ChangeState as StoredState } from "@/lib/db/generated/enums";
import { keysOf } from "@/lib/json/json-value";

interface ChangeStateFacts {
  /** What a check of the change found, to stand after a colon. */
  found: string;
  /** The same as a sentence of its own. */
  sentence: string;
}

/** How an attempted write to the upstream can stand. */
export const CHANGE_STATES = {
  pending: {
    found: "it is still under way",
    sentence: "The change may still be on its way: don't make it again. Switchboard goes on checking.",
  },
  succeeded: { found: "it was done", sentence: "The change was made." },
  failed: { found: "it was not done", sentence: "The change was not made. You can try it again." },
  unknown: {
    found: "nobody can say",
    sentence:
      "It still cannot be said whether the change was made. Nobody needs to do anything yet; check again later.",
  },
} as const satisfies Record<StoredState, ChangeStateFacts>;

export type ChangeState = keyof typeof CHANGE_STATES;

export const CHANGE_STATE_NAMES = keysOf(CHANGE_STATES);

/** The states of changes whose outcome nobody knows. */
export const OPEN_STATES = ["pending", "unknown"] as const satisfies readonly ChangeState[];

export type OpenState = (typeof OPEN_STATES)[number];

/** Returns the state that a word names; null for none. */
export function changeState(word: string | undefined): ChangeState | null {
  return CHANGE_STATE_NAMES.find((name) => name === word) ?? null;
}
