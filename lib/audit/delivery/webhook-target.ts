/** A webhook as events name it. Path and query may hold a token, so only the host is told. */
export function webhookTarget(id: string, url: string) {
  return { type: "audit_webhook" as const, id, name: new URL(url).host };
}
