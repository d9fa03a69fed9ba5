import { keysOf } from "@/lib/json/json-value";

/** What keeps an item of a transfer from being sent, by its code, and what somebody can do about it. */
export const BLOCKED = {
  not_matched:
    "Something that the flow names has nothing in its place there. Match it in the map, or leave it empty.",
  number_may_activate:
    "A new flow may activate a waiting phone number of its agent. Agree to that with `choices.mayActivate`.",
  direction_not_possible:
    "No flow can be created as inbound. Choose another direction with `choices.direction`.",
  not_read: "Nobody has read the flow there yet. Open it, or wait until it is read in the background.",
  not_valid:
    "The upstream's rules refuse a value. Change it at the source, keep the target's, or leave the flow out.",
} as const satisfies Record<string, string>;

export type BlockedCode = keyof typeof BLOCKED;

export const BLOCKED_CODES = keysOf(BLOCKED);

/** A reference or a field that keeps an item from being sent until somebody says what to do. */
export interface Blocked {
  code: BlockedCode;
  path: string;
  message: string;
}

/** Returns what the rules of a request refuse, as what keeps it from being sent. */
export function blockedByRules(errors: readonly { path: string; message: string }[]): Blocked[] {
  return errors.map(({ path, message }) => ({ code: "not_valid", path, message }));
}
