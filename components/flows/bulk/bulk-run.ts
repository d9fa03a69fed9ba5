/** A flow that was chosen. */
export interface BulkFlow {
  id: string;
  name: string;
}

/**
 * How far one flow of a run is. `skipped`: it was as wanted already. `refused`: nothing was changed, for a reason.
 * `unknown`: it was sent, and nobody can say yet what came of it. `not_sent`: the run stopped before it.
 */
export type BulkState = "waiting" | "working" | "done" | "skipped" | "refused" | "unknown" | "not_sent";

export interface BulkItem extends BulkFlow {
  state: BulkState;
  /** The reason, where there is one to tell. */
  why: string | null;
  /** The Idempotency-Key of this flow's write. */
  key: string;
}

/** Why a run stopped before its end. */
export type BulkStop =
  | { kind: "asked" }
  /** The upstream's request budget is used up for so many seconds. */
  | { kind: "budget"; retryAfterSeconds: number }
  | { kind: "signed_out" }
  | { kind: "offline" };

export interface BulkRun {
  items: BulkItem[];
  running: boolean;
  stop: BulkStop | null;
}

export type BulkEvent =
  | { type: "started"; items: BulkItem[] }
  | { type: "resumed" }
  | { type: "began"; id: string }
  | { type: "ended"; id: string; state: BulkState; why: string | null }
  | { type: "finished"; stop: BulkStop | null };

export const NO_RUN: BulkRun = { items: [], running: false, stop: null };

/** Gives a run as it is after an event. */
export function bulkReducer(run: BulkRun, event: BulkEvent): BulkRun {
  const each = (change: (item: BulkItem) => BulkItem) => ({ ...run, items: run.items.map(change) });
  switch (event.type) {
    case "started":
      return { items: event.items, running: true, stop: null };
    case "resumed":
      return {
        ...each((item) => (item.state === "not_sent" ? { ...item, state: "waiting", why: null } : item)),
        running: true,
        stop: null,
      };
    case "began":
      return each((item) => (item.id === event.id ? { ...item, state: "working" } : item));
    case "ended":
      return each((item) => (item.id === event.id ? { ...item, state: event.state, why: event.why } : item));
    case "finished":
      return {
        ...each((item) => (item.state === "waiting" ? { ...item, state: "not_sent" } : item)),
        running: false,
        stop: event.stop,
      };
  }
}

/** How many flows are in each state. */
export function countStates(items: BulkItem[]): Record<BulkState, number> {
  const counts = { waiting: 0, working: 0, done: 0, skipped: 0, refused: 0, unknown: 0, not_sent: 0 };
  for (const { state } of items) counts[state]++;
  return counts;
}
