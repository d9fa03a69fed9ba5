import {
  AUDIT_FILTERS,
  FILTER_NAMES,
  type FilterValues,
  filterTexts,
  isTextFilter,
  type TextFilter,
} from "@/lib/audit/filter";
import { withinBounds } from "@/lib/time/moment-bounds";
import { isTimeZone } from "@/lib/time/time-zones";
import { endOfDay, isDay, isDayTime, momentOf, startOfDay } from "@/lib/time/zoned-days";
import { oneOf, type SearchParams } from "../../lists/list-address";
import { momentsOfPeriod, PERIODS, type PeriodId } from "./periods";

/** A log's search as the address states it: the filters, the page, and its number of events. */
export interface AuditQuery extends FilterValues {
  limit: number;
  cursor?: string;
}

/** A filter as the page's address names it. A `period` moves with the calendar, and overrides `from` and `to`. */
export type AuditFilterName = TextFilter | "period" | "from" | "to";

/** The filters that the address carries, in the page's order. `from` and `to` are days or times of `zone`, both included. */
const ADDRESS_FILTERS: readonly AuditFilterName[] = FILTER_NAMES.flatMap((name): AuditFilterName[] => {
  if (name === "from") return ["period", name];
  return name === "to" || isTextFilter(name) ? [name] : [];
});

/** Every parameter of a search: the filters, and the zone whose days they mean. */
export const SEARCH_PARAMS: readonly (AuditFilterName | "zone")[] = [...ADDRESS_FILTERS, "zone"];

const PAGE_SIZE = 30;
const FIRST_DAY = "1970-01-01";
const MINUTE_MS = 60_000;
const USUAL_ZONE = "UTC";

/** Returns the time zone that an address names; null when it names none. */
export function queryZone(params: SearchParams): string | null {
  const zone = oneOf(params, "zone");
  return zone !== undefined && isTimeZone(zone) ? zone : null;
}

/**
 * Returns the zone that the address decides for the whole page: a named one, or UTC where it has days without a zone.
 * Null leaves it to the reader's own.
 */
export function pageZone(params: SearchParams): string | null {
  const hasDays = ["period", "from", "to"].some((name) => oneOf(params, name) !== undefined);
  return queryZone(params) ?? (hasDays ? USUAL_ZONE : null);
}

/** Returns the calendar's period that an address names; null when it names none. */
export function queryPeriod(params: SearchParams): PeriodId | null {
  const requested = oneOf(params, "period");
  return PERIODS.find(({ id }) => id === requested)?.id ?? null;
}

/** A day or time of the address; empty for one before the first possible one. */
function requestedDay(params: SearchParams, name: "from" | "to"): string {
  const given = oneOf(params, name) ?? "";
  return given >= FIRST_DAY ? given : "";
}

/** A day counts from its first to its last moment, a time to the end of its minute. */
function momentsBetween(params: SearchParams, zone: string): { from?: number; to?: number } {
  const from = requestedDay(params, "from");
  const to = requestedDay(params, "to");
  return {
    ...(isDay(from) ? { from: withinBounds(startOfDay(zone, from)) } : {}),
    ...(isDayTime(from) ? { from: withinBounds(momentOf(zone, from)) } : {}),
    ...(isDay(to) ? { to: withinBounds(endOfDay(zone, to)) } : {}),
    ...(isDayTime(to) ? { to: withinBounds(momentOf(zone, to) + MINUTE_MS - 1) } : {}),
  };
}

/**
 * Reads an audit log's query from the address. Parameters that make no sense are ignored.
 * @param now the present in milliseconds, for periods that move with the calendar
 */
export function auditQuery(params: SearchParams, now: number = Date.now()): AuditQuery {
  const query: AuditQuery = { limit: PAGE_SIZE };
  for (const name of FILTER_NAMES.filter(isTextFilter)) {
    const text = oneOf(params, name)?.trim();
    if (text && AUDIT_FILTERS[name].page.test(text)) query[name] = text;
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

/** Returns the names of the filters of an address that restrict anything. */
export function filtersInUse(params: SearchParams): AuditFilterName[] {
  const query = auditQuery(params);
  const period = queryPeriod(params);
  return ADDRESS_FILTERS.filter((name) => {
    if (name === "period") return period !== null;
    if (name === "from" || name === "to") return period === null && query[name] !== undefined;
    return query[name] !== undefined;
  });
}

/** Returns a query's filters as the API takes them. */
export function filterParams(query: AuditQuery): URLSearchParams {
  return new URLSearchParams(filterTexts(query));
}

/** Returns the search of an address for a saved view: in one order, so that equal searches are equal texts. */
export function viewQuery(params: Iterable<[string, string]>): string {
  const given = new Map([...params].filter(([, value]) => value !== ""));
  const kept = SEARCH_PARAMS.flatMap((name): [string, string][] => {
    const value = given.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return new URLSearchParams(kept).toString();
}
