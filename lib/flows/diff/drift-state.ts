/**
 * How a flow here and the same flow upstream stand to each other:
 * - `in_step`: the upstream's state is the one that was made, imported or agreed to here, and nobody edits it
 * - `changed_here`: this device holds edits (a draft, or unsaved text) that are not upstream
 * - `changed_upstream`: somebody edited it outside, and nobody here agreed to that or built on it; or the upstream's
 *   list says that it was updated since we last read it
 * - `changed_in_both`: edits on this device, and an outside edit that they did not start from
 * - `never_seen`: listed only; its content was never read, so there is nothing to compare
 */
export const DRIFT_STATES = [
  "in_step",
  "changed_here",
  "changed_upstream",
  "changed_in_both",
  "never_seen",
] as const;

export type DriftState = (typeof DRIFT_STATES)[number];

/** What decides the state. */
interface DriftSigns {
  /** Whether any state of the flow is stored. */
  seen: boolean;
  /** Whether this device holds edits that are not upstream. The server never knows of any. */
  changedHere: boolean;
  changedUpstream: boolean;
}

/** Names the state; see `DRIFT_STATES` for what each means. */
export function driftState({ seen, changedHere, changedUpstream }: DriftSigns): DriftState {
  if (!seen) return "never_seen";
  if (changedUpstream) return changedHere ? "changed_in_both" : "changed_upstream";
  return changedHere ? "changed_here" : "in_step";
}

/** What the mirror's index tells about outside edits of a flow. Times are those of the upstream's own clock. */
interface UpstreamSigns {
  /** The newest stored revision; null when none is. */
  newest: number | null;
  /** The newest revision that somebody here made, imported or agreed to. */
  accepted: number | null;
  /** When the upstream says the flow was last updated. */
  listedUpdate: Date | null;
  /** The same, as of our last full read. */
  readUpdate: Date | null;
}

/**
 * Whether the flow was changed outside since somebody here last agreed to its state. Where either time was never told,
 * the two can't be compared, and only the revisions count.
 */
export function isChangedUpstream({ newest, accepted, listedUpdate, readUpdate }: UpstreamSigns): boolean {
  if (newest === null) return false;
  if ((accepted ?? 0) < newest) return true;
  return listedUpdate !== null && readUpdate !== null && listedUpdate > readUpdate;
}
