import { PORTAL_CHAIN } from "@/lib/audit/event";
import { AUDIT_ACTIONS, type AuditAction } from "@/lib/audit/events/actions";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { UPSTREAM_ID } from "@/lib/text/ids";

type Target = NonNullable<NewAuditEvent["target"]>;

/** A path's id as the log keeps it. Whoever asks may write anything there; what can't be an id is left out. */
export function fitId(text: string | undefined): string | null {
  return text && UPSTREAM_ID.test(text) ? text : null;
}

/**
 * What a refused request was about, as the event of a successful one would say it, as far as its path tells.
 * @param workspace the one that the request was in; null outside
 */
export function refusalTarget(
  action: AuditAction,
  params: Record<string, string>,
  workspace: { id: string; name: string } | null,
): Target {
  const [type] = AUDIT_ACTIONS[action].target;
  const id = fitId(params.id ?? params.userId);
  if (type === "workspace") return { type, id: workspace?.id ?? null, name: workspace?.name ?? null };
  if (type === "audit_log") return { type, id: workspace?.id ?? PORTAL_CHAIN, name: null };
  return { type, id, name: null };
}
