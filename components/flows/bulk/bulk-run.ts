import type { CallFlow } from "@/lib/flows/model/call-flow";
import { promptTypeEffect } from "@/lib/flows/requests/write-effect";
import { flag, object, orNull, text } from "../../http/answer-shape";
import { type Problem, problemText } from "../../http/problem";
import { type Answer, checkedAnswer, type RequestOptions } from "../../http/send-request";
import { isUnanswered } from "../write/attempt";

/** A flow that was chosen. */
export interface BulkFlow {
  id: string;
  name: string;
}

/**
 * The progress of one flow of a run. `skipped`: the flow was as wanted already. `refused`: nothing was changed.
 * `unknown`: the change was sent, and its outcome is not known yet. `not_sent`: the run stopped before this flow.
 */
export type BulkState = "waiting" | "working" | "done" | "skipped" | "refused" | "unknown" | "not_sent";

export interface BulkItem extends BulkFlow {
  state: BulkState;
  /** The reason of the state, where there is one. */
  why: string | null;
  /** The Idempotency-Key of this flow's write. */
  key: string;
}

/** Why a run stopped before its end. */
export type BulkStop =
  | { kind: "requested" }
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

/** Returns the run after an event. */
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

/** Counts the flows in each state. */
export function countStates(items: BulkItem[]): Record<BulkState, number> {
  const counts = { waiting: 0, working: 0, done: 0, skipped: 0, refused: 0, unknown: 0, not_sent: 0 };
  for (const { state } of items) counts[state]++;
  return counts;
}

/** Sends a request to the portal, as `sendRequest` does. */
export type Send = (
  method: "GET" | "PATCH",
  path: string,
  options?: RequestOptions,
) => Promise<Answer<unknown>>;

export interface BulkPlan {
  /** The flows' address under `/api`. */
  apiPath: string;
  /** Whether the run switches the flows on or off. */
  isActive: boolean;
  reason: string | undefined;
  /** One for the whole run, also when it goes on after a stop. */
  correlationId: string;
}

interface BulkPorts {
  send: Send;
  report: (event: BulkEvent) => void;
  /** Called between flows: false stops the run there. */
  mayGoOn: () => boolean;
}

type Outcome = Pick<BulkItem, "state" | "why"> & { stop?: BulkStop };

/** The upstream's budget counts by the minute. */
const A_MINUTE = 60;

/** The stop of a run at a problem that would refuse every further flow, too; null for any other problem. */
function stopOf(problem: Problem): BulkStop | null {
  if (problem.status === 429) {
    return { kind: "budget", retryAfterSeconds: problem.retryAfterSeconds ?? A_MINUTE };
  }
  if (problem.status === 401) return { kind: "signed_out" };
  return problem.code === "offline" ? { kind: "offline" } : null;
}

function notSentOrRefused(problem: Problem): Outcome {
  const stop = stopOf(problem);
  return stop ? { state: "not_sent", why: null, stop } : { state: "refused", why: problemText(problem) };
}

function afterWrite(problem: Problem): Outcome {
  if (problem.code === "outcome_unknown") return { state: "unknown", why: problemText(problem) };
  if (isUnanswered(problem)) {
    const stop = stopOf(problem);
    const why = "Switchboard's answer got lost: look at the flow before you try again.";
    return { state: "unknown", why, ...(stop ? { stop } : {}) };
  }
  return notSentOrRefused(problem);
}

/** What a switch depends on: the rest of a flow is not read here. */
type Switchable = Pick<CallFlow, "isActive" | "promptType">;

const switchable = object<Switchable>({ isActive: orNull(flag), promptType: orNull(text) });

/** A side effect of the switch on this flow that a person should decide about separately; null for none. */
function objection(flow: Switchable): string | null {
  const conversion = promptTypeEffect(flow);
  return conversion ? `${conversion.text} Switch this one on its own page.` : null;
}

/** Switches one flow in the ordinary way: reads its state, then sends one change with that state's tag. */
async function switchFlow(plan: BulkPlan, item: BulkItem, send: Send): Promise<Outcome> {
  const path = `${plan.apiPath}/${encodeURIComponent(item.id)}`;
  const { correlationId, reason, isActive } = plan;
  const read = checkedAnswer(await send("GET", path, { correlationId }), switchable);
  if (!read.ok) return notSentOrRefused(read.problem);
  if (read.data.isActive === isActive) return { state: "skipped", why: null };
  const why = objection(read.data);
  if (why !== null) return { state: "refused", why };
  const written = await send("PATCH", path, {
    body: { isActive },
    ...(read.etag ? { ifMatch: read.etag } : {}),
    idempotencyKey: item.key,
    reason,
    correlationId,
  });
  return written.ok ? { state: "done", why: null } : afterWrite(written.problem);
}

/**
 * Switches flows on or off, one after the other, and reports the outcome of each. A failure doesn't stop the rest. An
 * empty request budget, an ended session or a lost connection does, since every further flow would fail with it, too.
 * @param items the flows that are still to be switched
 */
export async function runBulk(
  plan: BulkPlan,
  items: BulkItem[],
  { send, report, mayGoOn }: BulkPorts,
): Promise<void> {
  for (const item of items) {
    if (!mayGoOn()) return report({ type: "finished", stop: { kind: "requested" } });
    report({ type: "began", id: item.id });
    const { stop, ...outcome } = await switchFlow(plan, item, send);
    report({ type: "ended", id: item.id, ...outcome });
    if (stop) return report({ type: "finished", stop });
  }
  report({ type: "finished", stop: null });
}
