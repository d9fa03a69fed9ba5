import type { JobItemState as StoredItemState, JobState as StoredJobState } from "@/lib/db/generated/enums";
import { keysOf } from "@/lib/json/json-value";

/** The types of jobs, in words; `of` goes between the label and a number of flows. */
export const JOB_TYPES = {
  patch_flows: { label: "Change", of: " in " },
  replace_text: { label: "Find and replace", of: " in " },
  transfer_flows: { label: "Copy to workspaces", of: " in " },
  create_flows: { label: "Bring in", of: " " },
} as const;

export type JobType = keyof typeof JOB_TYPES;
export const JOB_TYPE_NAMES = keysOf(JOB_TYPES);

/** The states of a job, in words. */
export const JOB_STATES = {
  running: { label: "Running" },
  paused: { label: "Paused" },
  cancelled: { label: "Stopped" },
  done: { label: "Done" },
} as const satisfies Record<StoredJobState, { label: string }>;

export type JobState = keyof typeof JOB_STATES;
export const JOB_STATE_NAMES = keysOf(JOB_STATES);

interface ItemFacts {
  label: string;
  /** What it counts as: still to do, done, or ended without being done. */
  counts: "left" | "done" | "failed";
}

/** What may become of one flow of a job. */
export const ITEM_STATES = {
  waiting: { label: "Waiting", counts: "left" },
  running: { label: "Saving", counts: "left" },
  succeeded: { label: "Changed", counts: "done" },
  failed: { label: "Not changed", counts: "failed" },
  unknown: { label: "Not known", counts: "failed" },
  left_out: { label: "Left alone", counts: "failed" },
  cancelled: { label: "Stopped before it", counts: "left" },
} as const satisfies Record<StoredItemState, ItemFacts>;

export type ItemState = keyof typeof ITEM_STATES;
export const ITEM_STATE_NAMES = keysOf(ITEM_STATES);

/** What became of a flow; null while it is still to do. */
export function outcomeOf(state: ItemState): ItemState | null {
  return state === "waiting" || state === "running" ? null : state;
}

/** How many flows of a job are in each of three groups. */
export interface JobCounts {
  total: number;
  done: number;
  failed: number;
  left: number;
}

/** @param items how many flows are in each state; a state may come several times, and without a number it is one */
export function countItems(items: readonly { state: ItemState; count?: number }[]): JobCounts {
  const counts = { total: 0, done: 0, failed: 0, left: 0 };
  for (const { state, count = 1 } of items) {
    counts.total += count;
    counts[ITEM_STATES[state].counts] += count;
  }
  return counts;
}
