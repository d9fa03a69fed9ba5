/**
 * The relation of a flow here to the same flow upstream:
 * - `in_step`: the upstream's state was made, imported or accepted here, and nobody edits it
 * - `changed_here`: this device has edits (a draft, or unsaved text) that are not upstream
 * - `changed_upstream`: it was edited outside, and nobody here accepted that or built on it; or the list shows an
 *   update after the last full read
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

/** The facts that decide the state. */
interface DriftSigns {
  /** Whether any state of the flow is stored. */
  seen: boolean;
  /** Whether this device has edits that are not upstream. The server never knows of any. */
  changedHere: boolean;
  changedUpstream: boolean;
}

/** Returns the state; see `DRIFT_STATES` for the meanings. */
export function driftState({ seen, changedHere, changedUpstream }: DriftSigns): DriftState {
  if (!seen) return "never_seen";
  if (changedUpstream) return changedHere ? "changed_in_both" : "changed_upstream";
  return changedHere ? "changed_here" : "in_step";
}

/** The facts of the mirror's index about outside edits of a flow. Times are those of the upstream's own clock. */
interface UpstreamSigns {
  /** The newest stored revision; null for none. */
  newest: number | null;
  /** The newest revision that somebody here made, imported or accepted. */
  accepted: number | null;
  /** The upstream's time of the last update, by the newest list. */
  listedUpdate: Date | null;
  /** The upstream's time of the last update, by the last full read. */
  readUpdate: Date | null;
}

/**
 * Whether the flow was changed outside since somebody here last accepted its state. Without either time, only the
 * revisions count.
 */
export function isChangedUpstream({ newest, accepted, listedUpdate, readUpdate }: UpstreamSigns): boolean {
  if (newest === null) return false;
  if ((accepted ?? 0) < newest) return true;
  return listedUpdate !== null && readUpdate !== null && listedUpdate > readUpdate;
}
