import "server-only";
import type { AuditFieldChange } from "@/lib/audit/event";
import { diffFlows } from "@/lib/flows/diff/diff-flows";
import type { StoredFlow } from "@/lib/flows/model/flow";

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
