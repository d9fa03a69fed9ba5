import "server-only";
import { ABOUT_FLOWS } from "@/lib/audit/about-flows";
import { ACTORS_WITHOUT_ID } from "@/lib/audit/event";
import type { AuditOutcome } from "@/lib/audit/events/outcomes";
import type { AuditFilter } from "@/lib/audit/search/audit-filter";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type HeatMap, heatMapOf } from "./activity-heat-map";
import { type ActivityPair, type ActivityRange, activityRange, actorFilter } from "./activity-range";
import { type PersonSummary, summarizePeople } from "./person-summary";

/** What the rollup knows of a filter. Fields, words, addresses and correlation ids it doesn't count. */
type ActivityFilter = Pick<
  AuditFilter,
  "chain" | "flowEventsOnly" | "actor" | "action" | "outcome" | "target" | "from" | "to"
>;

export interface ActivityDay {
  day: string;
  counts: Record<AuditOutcome, number>;
}

export interface AuditActivity {
  zone: string;
  days: ActivityDay[];
  /** More days were asked for than a chart shows: these are the last ones. */
  shortened: boolean;
  heatMap: HeatMap;
  people: PersonSummary[];
}

function actorCondition(actor: string | undefined): Prisma.Sql {
  if (!actor) return Prisma.sql`TRUE`;
  const known = ACTORS_WITHOUT_ID.find(({ type }) => type === actor);
  return known
    ? Prisma.sql`"actorId" = '' AND "actorName" = ${known.name}`
    : Prisma.sql`"actorId" = ${actor}`;
}

/** Hours are counted whole: also the one that the period begins in, and the one that it ends in. */
function conditions(filter: ActivityFilter, range: ActivityRange): Prisma.Sql {
  const { chain, flowEventsOnly, actor, action, outcome, target } = filter;
  const all = [
    Prisma.sql`"chain" = ${chain}`,
    Prisma.sql`"hour" > ${new Date(range.from)}::timestamptz - interval '1 hour'`,
    Prisma.sql`"hour" <= ${new Date(range.to)}::timestamptz`,
    actorCondition(actor),
    ...(flowEventsOnly ? [ABOUT_FLOWS] : []),
    ...(action ? [Prisma.sql`"action" = ${action}`] : []),
    ...(outcome ? [Prisma.sql`"outcome" = ${outcome}`] : []),
    ...(target ? [Prisma.sql`"targetId" = ${target}`] : []),
  ];
  return Prisma.join(all, " AND ");
}

/** An hour belongs to the day that its middle lies in: in some zones days begin at half past. */
async function countDays(where: Prisma.Sql, { days }: ActivityRange): Promise<ActivityDay[]> {
  const starts = days.map(({ start }) => new Date(start).toISOString());
  const rows = await database().$queryRaw<{ position: number; outcome: AuditOutcome; events: number }[]>`
    SELECT least(greatest(width_bucket("hour" + interval '30 minutes', ${starts}::timestamptz[]), 1),
                 ${days.length}::int) AS position,
           "outcome", sum("events")::int AS events
    FROM "AuditActivity" WHERE ${where} GROUP BY 1, 2`;
  const counted = days.map(({ day }) => ({
    day,
    counts: { succeeded: 0, failed: 0, denied: 0, unknown: 0 },
  }));
  for (const { position, outcome, events } of rows) {
    const counts = counted[position - 1]?.counts;
    if (counts && outcome in counts) counts[outcome] += events;
  }
  return counted;
}

interface PairRow extends Omit<ActivityPair, "actor" | "counts" | "lastHour">, Record<AuditOutcome, number> {
  actorId: string;
  lastHour: Date;
}

/** Names are those of the last hour; the hour stands before the name, so that the greatest of the arrays has it. */
async function countPairs(where: Prisma.Sql): Promise<ActivityPair[]> {
  const lastName = (column: Prisma.Sql) =>
    Prisma.sql`(max(ARRAY[to_char("hour" AT TIME ZONE 'UTC', 'YYYYMMDDHH24'), ${column}]))[2]`;
  const sum = (outcome: string) =>
    Prisma.sql`coalesce(sum("events") FILTER (WHERE "outcome" = ${outcome}), 0)::int`;
  const rows = await database().$queryRaw<PairRow[]>`
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
 * What happened in a chain by day, by flow and person, and by person. Counted from the hourly rollup, so that a year
 * of events costs no more than its hours; at most 92 days, the last thirty unless told.
 *
 * @param filter its `from` and `to` are widened to whole hours
 * @param zone a time zone's name; its days are counted
 * @param now in milliseconds
 */
export async function auditActivity(
  filter: ActivityFilter,
  zone: string,
  now: number = Date.now(),
): Promise<AuditActivity> {
  const asked = {
    ...(filter.from ? { from: filter.from.getTime() } : {}),
    ...(filter.to ? { to: filter.to.getTime() } : {}),
  };
  const range = activityRange(asked, zone, now);
  const where = conditions(filter, range);
  const [days, pairs] = await Promise.all([countDays(where, range), countPairs(where)]);
  const { shortened } = range;
  return { zone, days, shortened, heatMap: heatMapOf(pairs), people: summarizePeople(pairs) };
}
