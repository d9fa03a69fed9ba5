import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { type AuditAction, auditAction } from "@/lib/audit/events/actions";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { clearFlowValue } from "./clear-flow-value";
import { isRedactedValue, redactedValue } from "./secret-digest";

/**
 * A changed value as an event may hold it: what is on the action's list in clear, as far as it is a text, a number, a
 * switch or null; everything else as a digest. Fields of flows have their own rule (`clear-flow-value`).
 */
function clearValue(chain: string, action: AuditAction, path: string, value: unknown): unknown {
  if (isRedactedValue(value)) return value;
  const { clear = [], target } = auditAction(action) ?? { target: ["user"] as const };
  if (clear === "flow") return clearFlowValue(chain, target[0] as FlowKind, path, value);
  const isClear = clear.includes(path) && (value === null || typeof value !== "object");
  return isClear ? (value ?? null) : redactedValue(chain, value);
}

/**
 * The changes of an event as the log may hold them. What may stand there in clear is on a list by action; whatever is
 * not, a field that nobody thought of included, becomes `{redacted: true, digest}`.
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

function webhooksOf(flow: StoredFlow | null): unknown {
  return flow && "webhooks" in flow && flow.webhooks?.length ? flow.webhooks : null;
}

/**
 * What differs between two stored states, for an event. Unlike a diff that is shown, it keeps the digests of webhook
 * headers beside their masks, so that the log can say which secret changed; recording keys them anew (`redactChanges`).
 * @param before null for a flow that is new
 */
export function flowChanges(before: StoredFlow | null, after: StoredFlow): AuditFieldChange[] {
  return diffFlows(before, after).map((change) =>
    change.path === "/webhooks"
      ? { path: change.path, before: webhooksOf(before), after: webhooksOf(after) }
      : change,
  );
}
