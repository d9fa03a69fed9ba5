import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { type AuditAction, auditAction } from "@/lib/audit/events/actions";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import { isUnreadValue } from "@/lib/flows/diff/kept-changes";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { clearFlowValue, clearUnreadValue } from "./clear-flow-value";
import { isRedactedValue, redactedValue } from "./secret-digest";

/**
 * Returns a changed value as an event may contain it. Paths on the action's list are in clear, if the value is a text,
 * a number, a switch or null; everything else is a digest. Fields of flows have their own rule (`clear-flow-value`).
 */
function clearValue(chain: string, action: AuditAction, path: string, value: unknown): unknown {
  if (isRedactedValue(value)) return value;
  const { clear = [], target } = auditAction(action) ?? { target: ["user"] as const };
  if (clear === "flow") {
    const kind = target[0] as FlowKind;
    return isUnreadValue(value)
      ? clearUnreadValue(chain, kind, path, value)
      : clearFlowValue(chain, kind, path, value);
  }
  const isClear = clear.includes(path) && (value === null || typeof value !== "object");
  return isClear ? (value ?? null) : redactedValue(chain, value);
}

/**
 * Redacts the changes of an event for the log. A list by action names the clear paths. Every other value, even of an
 * unknown field, becomes `{redacted: true, digest}`.
 *
 * @param chain a workspace's id, or "portal": equal values have equal digests within one chain only
 */
export function redactChanges(
  chain: string,
  action: AuditAction,
  changes: readonly AuditFieldChange[],
): AuditFieldChange[] {
  return changes.map(({ path, before, after }) => ({
    path,
    before: clearValue(chain, action, path, before),
    after: clearValue(chain, action, path, after),
  }));
}

/** An unread value with the digest beside it, since texts in it may be masked. */
function withDigest(flow: StoredFlow | null, path: string, value: unknown): unknown {
  if (!isUnreadValue(value)) return value;
  const digest = flow?.kept?.find((kept) => kept.path === path)?.digest;
  return digest === undefined ? value : { ...value, digest };
}

function webhooksOf(flow: StoredFlow | null): unknown {
  return flow && "webhooks" in flow && flow.webhooks?.length ? flow.webhooks : null;
}

/**
 * Returns the difference of two stored states, for an event. A diff for display drops the digests beside masks; this one
 * keeps them, so that the log can say which secret changed. Recording keys them anew (`redactChanges`).
 * @param before null for a flow that is new
 * @param set paths that a write sets; see `diffFlows`
 */
export function flowChanges(
  before: StoredFlow | null,
  after: StoredFlow,
  set: readonly string[] = [],
): AuditFieldChange[] {
  return diffFlows(before, after, set).map((change) =>
    change.path === "/webhooks"
      ? { path: change.path, before: webhooksOf(before), after: webhooksOf(after) }
      : {
          path: change.path,
          before: withDigest(before, change.path, change.before),
          after: withDigest(after, change.path, change.after),
        },
  );
}
