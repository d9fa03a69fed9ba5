import type { AuditFieldChange } from "@/lib/audit/event";
import type { FlowState } from "@/lib/mirror/flow-state";
import type { Problem } from "@/lib/problems/problem";

/** What the upstream said to the one write, as far as it said anything. */
export interface WriteReport {
  status: number | null;
  durationMs: number | null;
  error: string | null;
}

export type Settlement =
  | { state: "succeeded"; flow: FlowState; report: WriteReport | null }
  /**
   * `neverSent` frees the key: the same request may be tried again with it. `attempted` is what was going to
   * change, where that is not in the journal yet because nothing was about to be sent. `flow` is what the write led
   * to where it did something, but not what was asked for.
   */
  | {
      state: "failed";
      problem: Problem;
      report: WriteReport | null;
      neverSent?: boolean;
      attempted?: AuditFieldChange[];
      flow?: FlowState;
    }
  | { state: "unknown"; report: WriteReport | null };

/** How the change came to its end, for the audit event: at once, by recovery, or by a person who asked. */
export interface SettledBy {
  recovered?: boolean;
  resolvedBy?: string;
}

/** The state that the write led to, if it led to one: also where that is not what was asked for. */
export function flowOf(settlement: Settlement): FlowState | null {
  return settlement.state === "unknown" ? null : (settlement.flow ?? null);
}

/** Whether the change is settled by a later look, and not by the request that sent it. */
export function isLate(by: SettledBy): boolean {
  return by.recovered === true || by.resolvedBy !== undefined;
}
