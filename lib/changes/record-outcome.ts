import "server-only";
import { type AuditFieldChange, UPSTREAM_ACTOR } from "@/lib/audit/event";
import { type EventRow, eventRow } from "@/lib/audit/record-event";
import { flowChanges } from "@/lib/audit/redact/redact-changes";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { changesOfCreate } from "@/lib/flows/requests/new-flow";
import { valueAt } from "@/lib/json/json-pointer";
import { sameJson } from "@/lib/json/json-value";
import type { FlowState } from "@/lib/mirror/flow-state";
import type { Problem } from "@/lib/problems/problem";
import { SET_BY_EVERY_UPDATE } from "@/lib/upstream/call-flow-wire";
import { type Change, intendedBody } from "./journal";

/** The upstream's reaction to the write, as far as there was one. */
export interface UpstreamReport {
  status: number | null;
  durationMs: number | null;
  error: string | null;
}

/** What became of a change. */
export type Outcome =
  | { state: "succeeded"; flow: FlowState; report: UpstreamReport | null }
  | {
      state: "failed";
      problem: Problem;
      report: UpstreamReport | null;
      /** Nothing was sent, and nothing is wrong with the request: its key is free for the same request again. */
      repeatable?: boolean;
      /** The write was sent, and nothing proves that it can't appear upstream any more. */
      mayArrive?: boolean;
      flow?: FlowState;
    }
  | { state: "unknown"; report: UpstreamReport | null };

/** How the outcome is known: from the answer, by recovery, because a person requested a check, or by a later read. */
export interface KnownBy {
  recovered?: boolean;
  resolvedBy?: string;
  /** The change had an outcome already, and its state appeared upstream afterwards. */
  late?: boolean;
}

/** The state that the write led to, if any, whether intended or not. */
export function flowOf(outcome: Outcome): FlowState | null {
  return outcome.state === "unknown" ? null : (outcome.flow ?? null);
}

/** Whether a field is one that a write set, or lies in or around one. */
export function isWithin(path: string, patchPaths: string[]): boolean {
  return patchPaths.some((own) => `${path}/`.startsWith(`${own}/`) || `${own}/`.startsWith(`${path}/`));
}

/** The fields of a state by who changed them. */
export interface Shares {
  own: AuditFieldChange[];
  /** Changed since the state that the write was made from, and not by it. */
  others: AuditFieldChange[];
}

/**
 * Divides the difference between the state before a write and a state after it. A field that the write did not set, and
 * that now has neither its value from before nor the one that was sent, was changed by somebody else. A field that was
 * not visible before says nothing about anybody.
 */
export function sharesOf(change: Pick<Change, "base" | "expected" | "patchPaths">, now: StoredFlow): Shares {
  const { base, expected, patchPaths } = change;
  const all = flowChanges(base, now, patchPaths);
  if (base === null || expected === null) return { own: all, others: [] };
  const set = [...patchPaths, ...SET_BY_EVERY_UPDATE];
  const isOthers = ({ path }: AuditFieldChange) =>
    !isWithin(path, set) &&
    (valueAt(base, path) ?? null) !== null &&
    !sameJson(valueAt(expected, path) ?? null, valueAt(now, path) ?? null);
  return { own: all.filter((field) => !isOthers(field)), others: all.filter(isOthers) };
}

/** The fields that a write without a known result was meant to change. */
function intendedChanges(change: Change): AuditFieldChange[] {
  if (change.expected) return flowChanges(change.base, change.expected, change.patchPaths);
  if (change.verb !== "create") return [];
  const body = intendedBody(change.kind, change);
  return body ? changesOfCreate(body) : [];
}

/** An edit that somebody made outside, as far as a read shows it. */
interface FoundDrift {
  workspaceId: string;
  kind: FlowKind;
  /** The state with the edit, and the number of its revision. */
  now: StoredFlow;
  revision: number;
  changes: AuditFieldChange[];
  /** The request on whose behalf the flow was read; null for none. */
  finder: Change["request"] | null;
  /** The change of ours that the edit crossed. */
  changeId?: string;
}

/** Returns the event of an outside edit. It belongs to the request that found it. */
export function driftEvent({
  workspaceId,
  kind,
  now,
  revision,
  changes,
  finder,
  changeId,
}: FoundDrift): EventRow {
  return eventRow({
    workspaceId,
    actor: UPSTREAM_ACTOR,
    action: `${kind}.drift`,
    outcome: "succeeded",
    target: { type: kind, id: now.id, name: now.name },
    changes,
    // Address and program are left out: they belong to the finder, not to the outside editor.
    request: finder && {
      id: finder.id,
      ip: null,
      userAgent: null,
      correlationId: finder.correlationId ?? finder.id,
      ...(finder.demo ? { demo: true } : {}),
    },
    detail: { revision, ...(changeId ? { changeId } : {}) },
  });
}

/** What the upstream did, for the event; null for a change that was never sent. */
function upstreamCall(change: Change, { report }: Outcome) {
  if (!change.upstreamMethod) return null;
  return {
    method: change.upstreamMethod,
    status: report?.status ?? change.upstreamStatus,
    durationMs: report?.durationMs ?? change.durationMs,
    error: report?.error ?? change.upstreamError,
  };
}

/** The facts of a change's event that its action declares. */
function detailOf(change: Change, outcome: Outcome, by: KnownBy, revision: number | null) {
  const duplicate = change.verb === "create" ? change.duplicate : null;
  return {
    changeId: change.id,
    ...(revision !== null ? { revision } : {}),
    ...(outcome.state === "failed" ? { code: outcome.problem.code } : {}),
    ...(change.verb === "restore" ? { restoredRevision: change.revision } : {}),
    ...(duplicate ? { duplicatedFrom: duplicate.from, secretsCopied: duplicate.secretsCopied ?? 0 } : {}),
    ...(change.transferId ? { transfer: change.transferId } : {}),
    ...(by.recovered ? { recovered: true } : {}),
    ...(by.resolvedBy ? { resolvedBy: by.resolvedBy } : {}),
    ...(by.late ? { late: true } : {}),
  };
}

/**
 * Returns the events of a change's outcome: first one for what others changed meanwhile, if anything, and then the
 * change's own.
 * @param revision the number of the revision with the state that the write led to; null without one
 * @param shares `sharesOf` that state; null without one
 */
export function outcomeEvents(
  change: Change,
  outcome: Outcome,
  by: KnownBy,
  { revision, shares }: { revision: number | null; shares: Shares | null },
): EventRow[] {
  const flow = flowOf(outcome)?.stored ?? null;
  const { own, others } = shares ?? { own: intendedChanges(change), others: [] };
  // Everything was as wanted already, and nothing was sent.
  const nothingDone = outcome.state === "succeeded" && change.upstreamMethod === null;
  const event = eventRow({
    workspaceId: change.workspaceId,
    actor: change.actor,
    action: `${change.kind}.${change.verb}`,
    outcome: outcome.state,
    target: {
      type: change.kind,
      id: flow?.id ?? change.flowUpstreamId,
      name: flow?.name ?? change.flowName,
    },
    changes: nothingDone ? [] : own,
    reason: change.reason,
    request: change.request,
    upstream: upstreamCall(change, outcome),
    detail: detailOf(change, outcome, by, revision),
    occurredAt: change.createdAt,
  });
  if (!flow || revision === null || others.length === 0) return [event];
  const { workspaceId, kind, request: finder, id: changeId } = change;
  return [driftEvent({ workspaceId, kind, now: flow, revision, changes: others, finder, changeId }), event];
}
