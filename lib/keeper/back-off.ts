import type { UpstreamError } from "@/lib/upstream/upstream-error";
import type { Task } from "./plan";

const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** So many failures in a row that concern a single flow or list each, and the workspace itself is taken to fail. */
const MANY_FAILURES = 3;

/** How long something that has failed so often in a row is left alone, in milliseconds. */
export function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10));
}

/**
 * What a failed read says:
 * - `budget`: nothing of the upstream; there is no room now
 * - `item`: this flow or this list can't be read
 * - `workspace`: nothing of the workspace can be read
 */
export type Blame = "budget" | "item" | "workspace";

/**
 * Judges a failed read.
 * @param inRow how many reads of single items of this workspace have failed in a row, this one included
 */
export function blame({ kind, status }: UpstreamError, task: Task, inRow: number): Blame {
  if (kind === "rate_limited") return "budget";
  if (kind === "unreachable" || kind === "timeout" || kind === "cut") return "workspace";
  if (kind === "credentials") {
    // A 403 of a single flow, or of the other list, may be about that one alone.
    const isChecked = task.what === "list" && task.kind === "call_flow";
    return status !== 403 || isChecked ? "workspace" : "item";
  }
  // The older generation answers 500 for a flow that is gone (upstream quirk Q21).
  if (kind === "not_found") return "item";
  return inRow >= MANY_FAILURES ? "workspace" : "item";
}

/** What has failed lately and is left alone, as one process remembers it: a new holder finds out anew, by one read each. */
export class Pauses {
  private readonly items = new Map<string, { failures: number; until: number }>();

  /** @param now returns the time of a clock that only goes forward, in milliseconds */
  constructor(private readonly now: () => number) {}

  /** Leaves an item alone for a while after a failure, each time longer. */
  failed(item: string): void {
    const failures = (this.items.get(item)?.failures ?? 0) + 1;
    this.items.set(item, { failures, until: this.now() + pauseAfter(failures) });
  }

  /**
   * Leaves an item alone for a moment after a read. A change under way keeps what was read from being stored, and the flow
   * is due again at once.
   */
  done(item: string): void {
    this.items.set(item, { failures: 0, until: this.now() + FIRST_PAUSE_MS });
  }

  has(item: string): boolean {
    return (this.items.get(item)?.until ?? 0) > this.now();
  }

  /** Returns the items that are left alone now, and forgets those that were read since. */
  all(): string[] {
    for (const [item, { failures, until }] of this.items) {
      if (until <= this.now() - (failures === 0 ? 0 : 2 * LONGEST_PAUSE_MS)) this.items.delete(item);
    }
    return [...this.items.keys()].filter((item) => this.has(item));
  }
}
