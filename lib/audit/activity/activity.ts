import "server-only";
import { z } from "zod";
import { ABOUT_FLOWS } from "@/lib/audit/about-flows";
import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import type { AuditFilter, CountedFilter } from "@/lib/audit/filter";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { type HeatMap, heatMapOf } from "./activity-heat-map";
import { type ActivityPair, type ActivityRange, activityRange, actorFilter } from "./activity-range";
import { type PersonSummary, summarizePeople } from "./person-summary";

/** The part of a filter that the rollup can answer. Fields, words, addresses and correlation ids are not counted. */
type ActivityFilter = Pick<AuditFilter, "chain" | "flowEventsOnly" | CountedFilter>;

export interface ActivityDay {
  day: string;
  counts: Record<AuditOutcome, number>;
}

export interface AuditActivity {
  zone: string;
  days: ActivityDay[];
  /** Whether the requested period was longer than a chart: `days` are then its last ones. */
  shortened: boolean;
  heatMap: HeatMap;
  people: PersonSummary[];
}

const ALL = Prisma.sql`TRUE`;

function actorCondition(actor: string | undefined): Prisma.Sql {
  if (!actor) return ALL;
  const known = ACTORS_WITHOUT_ID.find(({ type }) => type === actor);
  return known
    ? Prisma.sql`"actorId" = '' AND "actorName" = ${known.name}`
    : Prisma.sql`"actorId" = ${actor}`;
}

/** The rollup counts whole hours, so the hours in which the period begins and ends count completely. */
function conditions(filter: ActivityFilter, range: ActivityRange): Prisma.Sql {
  const { chain, flowEventsOnly, actor, action, outcome, target } = filter;
  const equal = (column: Prisma.Sql, value: string | undefined) =>
    value ? Prisma.sql`${column} = ${value}` : ALL;
  const all: Record<keyof ActivityFilter, Prisma.Sql> = {
    chain: Prisma.sql`"chain" = ${chain}`,
    from: Prisma.sql`"hour" > ${new Date(range.from)}::timestamptz - interval '1 hour'`,
    to: Prisma.sql`"hour" <= ${new Date(range.to)}::timestamptz`,
    actor: actorCondition(actor),
    flowEventsOnly: flowEventsOnly ? ABOUT_FLOWS : ALL,
    action: equal(Prisma.sql`"action"`, action),
    outcome: equal(Prisma.sql`"outcome"`, outcome),
    target: equal(Prisma.sql`"targetId"`, target),
  };
  return Prisma.join(Object.values(all), " AND ");
}

const dayRow = z.object({ position: z.int(), outcome: z.string(), events: z.int() });

/** An hour belongs to the day of its middle: in some zones days begin at half past. */
async function countDays(where: Prisma.Sql, { days }: ActivityRange): Promise<ActivityDay[]> {
  const starts = days.map(({ start }) => new Date(start).toISOString());
  const rows = await queryRows(database(), "the activity by day", dayRow)`
    SELECT least(greatest(width_bucket("hour" + interval '30 minutes', ${starts}::timestamptz[]), 1),
                 ${days.length}::int) AS position,
           "outcome", sum("events")::int AS events
    FROM "AuditActivity" WHERE ${where} GROUP BY 1, 2`;
  const counted = days.map(({ day }) => ({
    day,
    counts: { succeeded: 0, failed: 0, denied: 0, unknown: 0 },
  }));
  for (const { position, outcome, events } of rows) {
    // An event of another version may have an outcome that no chart shows.
    const counts: Record<string, number> | undefined = counted[position - 1]?.counts;
    if (counts && Object.hasOwn(counts, outcome)) counts[outcome] = (counts[outcome] ?? 0) + events;
  }
  return counted;
}

const text = z.string();
const events = z.int();
const pairRow = z.object({
  actorId: text,
  actorName: text,
  targetType: text,
  targetId: text,
  targetName: text,
  succeeded: events,
  failed: events,
  denied: events,
  unknown: events,
  lastHour: z.date(),
});

/** The hour comes before the name, so that the greatest array has the name of the last hour. */
async function countPairs(where: Prisma.Sql): Promise<ActivityPair[]> {
  const lastName = (column: Prisma.Sql) =>
    Prisma.sql`(max(ARRAY[to_char("hour" AT TIME ZONE 'UTC', 'YYYYMMDDHH24'), ${column}]))[2]`;
  const sum = (outcome: string) =>
    Prisma.sql`coalesce(sum("events") FILTER (WHERE "outcome" = ${outcome}), 0)::int`;
  const rows = await queryRows(database(), "the activity by person and flow", pairRow)`
    SELECT "actorId", ${lastName(Prisma.sql`"actorName"`)} AS "actorName",
           "targetType", "targetId", ${lastName(Prisma.sql`"targetName"`)} AS "targetName",
           ${sum("succeeded")} AS succeeded, ${sum("failed")} AS failed, ${sum("denied")} AS denied,
           ${sum("unknown")} AS unknown, max("hour") AS "lastHour"
    FROM "AuditActivity" WHERE ${where}
    GROUP BY "actorId", CASE WHEN "actorId" = '' THEN "actorName" END, "targetType", "targetId"`;
  return rows.map(({ actorId, lastHour, succeeded, failed, denied, unknown, ...pair }) => ({
    ...pair,
    actor: actorFilter(actorId, pair.actorName),
    counts: { succeeded, failed, denied, unknown },
    lastHour: lastHour.getTime(),
  }));
}

/**
 * Counts a chain's events by day, by flow and person, and by person. The counts come from the hourly rollup, so that a
 * year of events costs no more than its hours. At most 92 days are counted; without a period, the last thirty.
 *
 * @param filter its `from` and `to` are widened to whole hours
 * @param zone the time zone whose days are counted
 * @param now in milliseconds
 */
export async function auditActivity(
  filter: ActivityFilter,
  zone: string,
  now: number = Date.now(),
): Promise<AuditActivity> {
  const requested = {
    ...(filter.from ? { from: filter.from.getTime() } : {}),
    ...(filter.to ? { to: filter.to.getTime() } : {}),
  };
  const range = activityRange(requested, zone, now);
  const where = conditions(filter, range);
  const [days, pairs] = await Promise.all([countDays(where, range), countPairs(where)]);
  const { shortened } = range;
  return { zone, days, shortened, heatMap: heatMapOf(pairs), people: summarizePeople(pairs) };
}
