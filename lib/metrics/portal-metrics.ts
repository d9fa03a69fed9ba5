import "server-only";
import { z } from "zod";
import { type ChainSize, chainSizes } from "@/lib/audit/chain";
import { countDeliveries } from "@/lib/audit/delivery/list-webhooks";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { isDatabaseUnavailable, within } from "@/lib/db/unavailable";
import { CHANGE_STATE_NAMES } from "@/lib/flows/model/change-state";
import { IS_LIVE, SESSIONS_WITH_RULES } from "@/lib/identity/live-sessions";
import { type KeptFacts, keptFacts, keptSince } from "@/lib/keeper/keeper-view";
import { HEALTH_NAMES } from "@/lib/workspaces/health";
import type { Metric } from "./prometheus-text";

const USER_STATES = ["active", "invited", "disabled"];

const count = z.int();
const seconds = z.number();
const countRow = z.object({ label: z.string(), count });
type CountRow = z.output<typeof countRow>;

/** Returns a sample for each state, also for a state that no row is in: no alert can be raised on a missing series. */
function byState(label: string, states: readonly string[], rows: readonly CountRow[]): Metric["samples"] {
  return states.map((state) => ({
    labels: { [label]: state },
    value: rows.find((row) => row.label === state)?.count ?? 0,
  }));
}

async function changeMetrics(): Promise<Metric[]> {
  const rows = await queryRows(database(), "the changes by state", countRow)`
    SELECT "state" AS "label", count(*)::int AS "count" FROM "Change" GROUP BY "state"`;
  // The database's clock counts, so that replicas whose clocks differ agree.
  const [oldest] = await queryRows(database(), "the oldest pending change", z.object({ seconds }))`
    SELECT coalesce(extract(epoch FROM now() - min("createdAt")), 0)::float8 AS "seconds"
    FROM "Change" WHERE "state" = 'pending'`;
  return [
    {
      name: "switchboard_changes",
      help: "Changes in the journal, by state.",
      samples: byState("state", CHANGE_STATE_NAMES, rows),
    },
    {
      name: "switchboard_oldest_pending_change_age_seconds",
      help: "How long the oldest change without an outcome has been waiting; 0 when there is none.",
      samples: [{ value: oldest?.seconds ?? 0 }],
    },
  ];
}

async function peopleMetrics(): Promise<Metric[]> {
  const users = await queryRows(database(), "the people by state", countRow)`
    SELECT CASE WHEN "disabledAt" IS NOT NULL THEN 'disabled'
                WHEN "passwordHash" IS NULL THEN 'invited' ELSE 'active' END AS "label", count(*)::int AS "count"
    FROM "User" GROUP BY 1`;
  const [sessions] = await queryRows(database(), "the live sessions", z.object({ count }))`
    SELECT count(*)::int AS "count" FROM ${SESSIONS_WITH_RULES} WHERE ${IS_LIVE}`;
  return [
    { name: "switchboard_users", help: "People, by state.", samples: byState("state", USER_STATES, users) },
    {
      name: "switchboard_live_sessions",
      help: "Sessions that have not ended.",
      samples: [{ value: sessions?.count ?? 0 }],
    },
  ];
}

const mirrorRow = z.object({ slug: z.string(), kind: z.string(), seconds });

async function workspaceMetrics(): Promise<Metric[]> {
  const workspaces = await queryRows(database(), "the workspaces by health", countRow)`
    SELECT "health" AS "label", count(*)::int AS "count" FROM "Workspace" GROUP BY "health"`;
  const mirrors = await queryRows(database(), "the ages of mirrors", mirrorRow)`
    SELECT w."slug", m."kind", extract(epoch FROM now() - m."syncedAt")::float8 AS "seconds"
    FROM "MirrorSync" m JOIN "Workspace" w ON w."id" = m."workspaceId" ORDER BY w."slug", m."kind"`;
  return [
    {
      name: "switchboard_workspaces",
      help: "Workspaces, by the health that was last seen.",
      samples: byState("health", HEALTH_NAMES, workspaces),
    },
    {
      name: "switchboard_mirror_age_seconds",
      help: "How long ago the upstream was last asked for a list of flows.",
      samples: mirrors.map(({ slug, kind, seconds }) => ({
        labels: { workspace: slug, kind },
        value: seconds,
      })),
    },
  ];
}

async function keeperMetrics(): Promise<Metric[]> {
  const [since, facts] = await Promise.all([keptSince(), keptFacts()]);
  const ofEach = (value: (one: KeptFacts) => number) =>
    facts.map((one) => ({ labels: { workspace: one.slug }, value: value(one) }));
  return [
    {
      name: "switchboard_keeper_up",
      help: "Whether a replica reads lists and flows in the background.",
      samples: [{ value: since === null ? 0 : 1 }],
    },
    {
      name: "switchboard_keeper_unread_flows",
      help: "Flows whose text was never read, by workspace.",
      samples: ofEach(({ unread }) => unread),
    },
    {
      name: "switchboard_keeper_moved_flows",
      help: "Flows that a list shows to be updated since they were read, by workspace.",
      samples: ofEach(({ moved }) => moved),
    },
    {
      name: "switchboard_keeper_failures",
      help: "How often in a row a workspace could not be read in the background; 0 when the last read worked.",
      samples: ofEach(({ failures }) => failures),
    },
    {
      name: "switchboard_keeper_reads_total",
      help: "Lists and flows that were read in the background, by workspace.",
      type: "counter",
      samples: facts.flatMap(({ slug, listReads, flowReads }) => [
        { labels: { workspace: slug, of: "list" }, value: listReads },
        { labels: { workspace: slug, of: "flow" }, value: flowReads },
      ]),
    },
    {
      name: "switchboard_keeper_drift_total",
      help: "Edits made elsewhere that were found in the background, by workspace.",
      type: "counter",
      samples: ofEach(({ driftFound }) => driftFound),
    },
  ];
}

async function auditMetrics(): Promise<Metric[]> {
  const [sizes, deliveries, workspaces] = await Promise.all([
    chainSizes(),
    countDeliveries(),
    database().workspace.findMany({ select: { id: true, slug: true } }),
  ]);
  const slugs = new Map(workspaces.map(({ id, slug }) => [id, slug]));
  const ofChains = (value: (size: ChainSize) => number) =>
    sizes.map((size) => ({ labels: { chain: slugs.get(size.chain) ?? size.chain }, value: value(size) }));
  return [
    {
      name: "switchboard_audit_events_total",
      help: "Audit events, by chain: a workspace's, or the portal's own.",
      type: "counter",
      samples: ofChains(({ events }) => events),
    },
    {
      name: "switchboard_audit_unsigned_events",
      help: "Audit events since the newest signed checkpoint, by chain; over a thousand for long means that signing fails.",
      samples: ofChains(({ unsigned }) => unsigned),
    },
    {
      name: "switchboard_audit_deliveries",
      help: "Events on their way to webhooks, by state: waiting, or dead after the last try.",
      samples: deliveries.map(({ state, count }) => ({ labels: { state }, value: count })),
    },
  ];
}

/** A scraper waits ten seconds by default. */
const ANSWER_WITHIN_MS = 5_000;

async function portalMetrics(): Promise<Metric[]> {
  const parts = await Promise.all([
    changeMetrics(),
    peopleMetrics(),
    workspaceMetrics(),
    keeperMetrics(),
    auditMetrics(),
  ]);
  return parts.flat();
}

function databaseUp(value: 0 | 1): Metric {
  return { name: "switchboard_database_up", help: "Whether the database answers.", samples: [{ value }] };
}

/**
 * Returns the metrics that the database knows at this moment. Nothing is counted in the process, so every replica
 * answers the same, and a restart loses nothing. While the database can't be asked, they say that, and nothing else.
 */
export async function databaseMetrics(): Promise<Metric[]> {
  try {
    return [databaseUp(1), ...(await within(ANSWER_WITHIN_MS, portalMetrics))];
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    return [databaseUp(0)];
  }
}

/** Returns the metrics of this process alone. */
export function processMetrics(): Metric[] {
  return [
    {
      name: "process_uptime_seconds",
      help: "How long this process has been running.",
      samples: [{ value: process.uptime() }],
    },
    {
      name: "process_resident_memory_bytes",
      help: "Memory of this process that is held in RAM.",
      samples: [{ value: process.memoryUsage.rss() }],
    },
  ];
}
