/** The kinds of what can be wrong, each with its words in the report. */
export const FINDINGS = {
  sent_twice: "one write was sent more than once",
  applied_twice: "one write was applied more than once",
  stray: "the upstream got a write that nobody asked for",
  lost_update: "two writes were applied that were made from one state",
  key_twice: "one Idempotency-Key led to two writes",
  wrong_success: "told or recorded as succeeded, and it was not applied, or not to that flow",
  wrong_failure: "told or recorded as failed or not sent, and it was applied",
  wrong_person: "an event names a person for what somebody else did",
  blamed_outside: "an event names somebody outside for what was done here",
  silent_outside: "an edit from outside that is still there is in no drift event",
  lost: "a write was applied, told or pending, and has no event",
  told_twice: "one write has two events of success",
  undecided: "unknown, although it could be decided",
  says_nothing: "an event of a write names none of the fields that it set",
  rewritten: "a revision was changed afterwards",
  stale_view: "the portal shows another state than the upstream has",
  still_pending: "a change is still in flight long after everything calmed down",
  delayed: "something took longer than it may",
  broken_log: "the log does not verify, or differs from its export",
  crashed: "an answer of 500",
} as const;

export type FindingKind = keyof typeof FINDINGS;

/** Findings that say what became of a write wrongly. */
export const VERDICTS: readonly FindingKind[] = [
  ...(["wrong_success", "wrong_failure", "wrong_person", "blamed_outside", "silent_outside"] as const),
  ...(["undecided", "says_nothing", "rewritten", "told_twice"] as const),
];

/** One thing that was wrong. */
export interface Finding {
  kind: FindingKind;
  /** The tag of the write or the edit, where it is about one. */
  tag: string | null;
  /** The name of the story. */
  story: string;
  words: string;
}
