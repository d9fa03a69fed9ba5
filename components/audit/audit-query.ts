import { OUTCOME_NAMES } from "@/lib/audit/events/outcomes";
import { withinBounds } from "@/lib/time/moment-bounds";
import { isTimeZone } from "@/lib/time/time-zones";
import { endOfDay, isDay, isDayTime, momentOf, startOfDay } from "@/lib/time/zoned-days";
import { oneOf, type SearchParams } from "../lists/list-address";
import { momentsOfPeriod, PERIODS, type PeriodId } from "./filters/periods";

export interface AuditQuery {
  actor?: string;
  action?: string;
  outcome?: string;
  target?: string;
  /** Paths of fields, separated by commas; any of them may be the touched one. */
  field?: string;
  ip?: string;
  correlation?: string;
  from?: Date;
  to?: Date;
  q?: string;
  limit: number;
  cursor?: string;
}

/**
 * The filters that the address carries. `from` and `to` are days or times of `zone`, both included; a `period` moves
 * with the calendar, and goes before them.
 */
export const AUDIT_FILTERS = [
  "q",
  "actor",
  "action",
  "outcome",
  "target",
  "field",
  "period",
  "from",
  "to",
  "ip",
  "correlation",
] as const;

export type AuditFilterName = (typeof AUDIT_FILTERS)[number];

const PAGE_SIZE = 30;
const FIRST_DAY = "1970-01-01";
const MINUTE_MS = 60_000;
const USUAL_ZONE = "UTC";

/** What a plain filter may be; anything else in the address is left out. */
const PLAIN: Record<
  "q" | "actor" | "action" | "outcome" | "target" | "field" | "ip" | "correlation",
  RegExp
> = {
  q: /^.{1,200}$/su,
  actor: /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|system|upstream)$/i,
  action: /^[a-z_]{1,31}\.[a-z_]{1,31}$/,
  outcome: new RegExp(`^(${OUTCOME_NAMES.join("|")})$`),
  target: /^\S{1,64}$/u,
  field: /^(?=.{1,400}$)\/[^,\s]+(,\/[^,\s]+)*$/u,
  ip: /^(?=.*[0-9a-f])[0-9a-f.:%]{2,64}$/i,
  correlation: /^\S{1,128}$/u,
};

/** Gives the time zone that an address names; null when it names none. */
export function queryZone(params: SearchParams): string | null {
  const zone = oneOf(params, "zone");
  return zone !== undefined && isTimeZone(zone) ? zone : null;
}

/** Gives the calendar's period that an address names; null when it names none. */
export function queryPeriod(params: SearchParams): PeriodId | null {
  const asked = oneOf(params, "period");
  return PERIODS.find(({ id }) => id === asked)?.id ?? null;
}

/** A day or time of the address; none before the first one that can be asked for. */
function dayAsked(params: SearchParams, name: "from" | "to"): string {
  const given = oneOf(params, name) ?? "";
  return given >= FIRST_DAY ? given : "";
}

/** A day counts from its first to its last moment, a time to the end of its minute. */
function momentsBetween(params: SearchParams, zone: string): { from?: number; to?: number } {
  const from = dayAsked(params, "from");
  const to = dayAsked(params, "to");
  return {
    ...(isDay(from) ? { from: withinBounds(startOfDay(zone, from)) } : {}),
    ...(isDayTime(from) ? { from: withinBounds(momentOf(zone, from)) } : {}),
    ...(isDay(to) ? { to: withinBounds(endOfDay(zone, to)) } : {}),
    ...(isDayTime(to) ? { to: withinBounds(momentOf(zone, to) + MINUTE_MS - 1) } : {}),
  };
}

/**
 * Reads an audit log's query from the address. What makes no sense there is left out, not an error.
 * @param now the present in milliseconds, for periods that move with the calendar
 */
export function auditQuery(params: SearchParams, now: number = Date.now()): AuditQuery {
  const query: AuditQuery = { limit: PAGE_SIZE };
  for (const [name, rule] of Object.entries(PLAIN) as [keyof typeof PLAIN, RegExp][]) {
    const text = oneOf(params, name)?.trim();
    if (text && rule.test(text)) query[name] = text;
  }
  const cursor = oneOf(params, "cursor");
  if (cursor && /^\d{1,10}$/.test(cursor)) query.cursor = cursor;
  const zone = queryZone(params) ?? USUAL_ZONE;
  const period = queryPeriod(params);
  const { from, to } = period ? momentsOfPeriod(period, zone, now) : momentsBetween(params, zone);
  return {
    ...query,
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

/** Gives the names of the filters of an address that restrict anything. */
export function filtersInUse(params: SearchParams): AuditFilterName[] {
  const query = auditQuery(params);
  const period = queryPeriod(params);
  return AUDIT_FILTERS.filter((name) => {
    if (name === "period") return period !== null;
    if (name === "from" || name === "to") return period === null && query[name] !== undefined;
    return query[name] !== undefined;
  });
}

/** Gives a query's filters as the API takes them; times in UTC. */
export function filterParams(query: AuditQuery): URLSearchParams {
  const { limit: _limit, cursor: _cursor, from, to, ...plain } = query;
  const given = { ...plain, from: from?.toISOString(), to: to?.toISOString() };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(given)) if (value) params.set(name, value);
  return params;
}
