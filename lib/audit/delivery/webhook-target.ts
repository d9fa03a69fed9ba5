import { type AuditActor, type AuditRequest, PORTAL_CHAIN } from "@/lib/audit/event";

/** Who changes a webhook, and where their request came from. */
export interface ActedBy {
  actor: AuditActor;
  request: AuditRequest | null;
}

/** A chain as an event names it: the portal's own belongs to no workspace. */
export function workspaceOfChain(chain: string): string | null {
  return chain === PORTAL_CHAIN ? null : chain;
}

/** A webhook as events name it. Path and query may hold a token, so only the host is told. */
export function webhookTarget(id: string, url: string): { type: string; id: string; name: string } {
  return { type: "audit_webhook", id, name: new URL(url).host };
}
