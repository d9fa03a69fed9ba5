import { oneOf, type SearchParams } from "../lists/list-address";

export const OUTCOMES = ["succeeded", "failed", "denied", "unknown"] as const;

export interface AuditQuery {
  actor?: string;
  action?: string;
  outcome?: string;
  target?: string;
  from?: Date;
  to?: Date;
  q?: string;
  limit: number;
  cursor?: string;
}

/** The filters that the address carries; `from` and `to` are days in UTC, both included. */
export const AUDIT_FILTERS = ["q", "actor", "action", "outcome", "target", "from", "to"] as const;

const PAGE_SIZE = 30;
const DAY_MS = 86_400_000;

/** Gives the first moment of a day written as 2026-05-20, in UTC; undefined for anything else. */
function startOfDay(day: string | undefined): Date | undefined {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const date = new Date(`${day}T00:00:00.000Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Reads an audit log's query from the address. What makes no sense there is left out, not an error. */
export function auditQuery(params: SearchParams): AuditQuery {
  const from = startOfDay(oneOf(params, "from"));
  const lastDay = startOfDay(oneOf(params, "to"));
  const outcome = OUTCOMES.find((known) => known === oneOf(params, "outcome"));
  const texts = { q: 200, actor: 64, action: 64, target: 64, cursor: 200 } as const;
  const query: AuditQuery = { limit: PAGE_SIZE };
  for (const [name, longest] of Object.entries(texts)) {
    const text = oneOf(params, name)?.trim().slice(0, longest);
    if (text) query[name as keyof typeof texts] = text;
  }
  return {
    ...query,
    ...(outcome ? { outcome } : {}),
    ...(from ? { from } : {}),
    ...(lastDay ? { to: new Date(lastDay.getTime() + DAY_MS - 1) } : {}),
  };
}

/** Gives the address of an export of exactly the events that a query finds, on all its pages. */
export function exportAddress(apiPath: string, query: AuditQuery, format: "ndjson" | "csv"): string {
  const { actor, action, outcome, target, from, to, q } = query;
  const params = new URLSearchParams({ format });
  const given = { actor, action, outcome, target, q, from: from?.toISOString(), to: to?.toISOString() };
  for (const [name, value] of Object.entries(given)) if (value) params.set(name, value);
  return `${apiPath}/export?${params.toString()}`;
}
