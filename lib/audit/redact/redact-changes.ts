import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import type { FlowKind } from "@/lib/flows/flow-kind";
import { clearFlowValue } from "./clear-flow-value";
import { isClearPath } from "./clear-paths";
import { isRedactedValue, redactedValue } from "./secret-digest";

function flowKindOf(action: string): FlowKind | null {
  return (/^(call_flow|message_flow)\./.exec(action)?.[1] as FlowKind | undefined) ?? null;
}

function clearValue(chain: string, action: string, path: string, value: unknown): unknown {
  if (isRedactedValue(value)) return value;
  const kind = flowKindOf(action);
  if (kind) return clearFlowValue(chain, kind, path, value);
  const clear = isClearPath(action, path) && (value === null || typeof value !== "object");
  return clear ? (value ?? null) : redactedValue(chain, value);
}

/**
 * The changes of an event as the log may hold them. What may stand there in clear is on a list by action; whatever is
 * not, a field that nobody thought of included, becomes `{redacted: true, digest}`.
 *
 * @param chain a workspace's id, or "portal": equal values have equal digests within one chain only
 */
export function redactChanges(
  chain: string,
  action: string,
  changes: readonly AuditFieldChange[],
): AuditFieldChange[] {
  return changes.map(({ path, before, after }) => ({
    path,
    before: clearValue(chain, action, path, before),
    after: clearValue(chain, action, path, after),
  }));
}
