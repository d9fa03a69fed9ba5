/** A webhook as events name it. Path and query may hold a token, so only the host is told. */
export function webhookTarget(id: string, url: string): { type: string; id: string; name: string } {
  return { type: "audit_webhook", id, name: new URL(url).host };
}
