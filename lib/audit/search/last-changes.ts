import "server-only";
import { z } from "zod";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { queryRows } from "@/lib/db/query-rows";
import { FLOW_KINDS, type FlowKind } from "@/lib/flows/model/flow";

const text = z.string();

/** The ways in which a flow comes to another state. Keeping an outside edit changes nothing in the flow. */
export const FLOW_CHANGE_VERBS = ["create", "update", "restore", "drift"] as const;

/** The last change of a flow that the log knows of. */
export interface LastChange {
  /** The person who made it, as they were then; null for an edit that was made outside the portal. */
  by: { id: string; name: string; email: string } | null;
  at: string;
  /** The event that says all about it. */
  eventId: string;
  verb: (typeof FLOW_CHANGE_VERBS)[number];
  /** The changed fields, as JSON pointers. */
  paths: string[];
  /** What the only changed field was set to, where that is "on" or "off". */
  setTo: boolean | null;
  /** The version that a restore brought back. */
  restored: number | null;
}

const changeRow = z.object({
  at: z.date(),
  eventId: text,
  verb: z.enum(FLOW_CHANGE_VERBS),
  actor: z.object({ id: text.nullable(), name: text, email: text.nullable() }),
  // An event of another version may have no changes.
  paths: z.array(text).nullable(),
  setTo: z.unknown(),
  restored: z.unknown(),
});
const lastChangeRow = changeRow.extend({ flowId: text });

/**
 * An event's payload, read once: each look into a text of JSON reads the whole of it again, and two prompts may be in it. An
 * event of an older version may have U+0000 or half a character, which the server refuses to read; today's have neither
 * (`recordEvent`). `OFFSET 0` keeps the planner from reading it once for each member.
 */
const PAYLOAD = Prisma.sql`(
      SELECT CASE WHEN strpos(event."payload", '\\u0000') > 0 OR strpos(event."payload", '\\ud') > 0
        THEN regexp_replace(event."payload", '\\\\u(0000|d[89a-f]..)', '\\\\ufffd', 'g') ELSE event."payload" END::jsonb AS "payload"
      OFFSET 0)`;

/** The parts of an event that say what changed; its payload is the table `of`. */
const OF_EVENT = Prisma.sql`event."occurredAt" AS "at", event."id"::text AS "eventId",
      split_part(event."action", '.', 2) AS "verb", of."payload" -> 'actor' AS "actor",
      CASE jsonb_typeof(of."payload" -> 'changes') WHEN 'array' THEN
        (SELECT jsonb_agg(change -> 'path') FROM jsonb_array_elements(of."payload" -> 'changes') AS change)
      END AS "paths",
      CASE WHEN jsonb_typeof(of."payload" #> '{changes,0,after}') = 'boolean' AND of."payload" #> '{changes,1}' IS NULL
        THEN of."payload" #> '{changes,0,after}' END AS "setTo",
      of."payload" #> '{detail,restoredRevision}' AS "restored"`;

/**
 * Returns the last change of each of some flows, by the flow's id. A flow that the log has no change of is absent: it is
 * as old as the portal's connection, or its events were removed by retention. One statement.
 *
 * @param flowIds ids of the upstream
 */
export async function lastChangesOf(
  workspaceId: string,
  kind: FlowKind,
  flowIds: string[],
): Promise<Map<string, LastChange>> {
  if (flowIds.length === 0) return new Map();
  const actions = FLOW_CHANGE_VERBS.map((verb) => `${kind}.${verb}`);
  const rows = await queryRows(prepared(), "the last changes of flows", lastChangeRow)`
    SELECT shown."id" AS "flowId", ${OF_EVENT}
    FROM unnest(${flowIds}::text[]) AS shown ("id")
    CROSS JOIN LATERAL (
      SELECT known."sequence" FROM "AuditEvent" known
      WHERE known."chain" = ${workspaceId} AND known."targetId" = shown."id" AND known."outcome" = 'succeeded'
        AND known."action" = ANY(${actions}::text[])
      ORDER BY known."sequence" DESC LIMIT 1) AS last
    JOIN "AuditEvent" event ON event."chain" = ${workspaceId} AND event."sequence" = last."sequence"
    CROSS JOIN LATERAL ${PAYLOAD} AS of`;
  return new Map(rows.map(({ flowId, ...row }) => [flowId, toLastChange(row)]));
}

function toLastChange(row: z.output<typeof changeRow>): LastChange {
  const { id, name, email } = row.actor;
  return {
    by: id === null || email === null ? null : { id, name, email },
    at: row.at.toISOString(),
    eventId: row.eventId,
    verb: row.verb,
    paths: row.paths ?? [],
    setTo: typeof row.setTo === "boolean" ? row.setTo : null,
    restored: typeof row.restored === "number" ? row.restored : null,
  };
}

/** A workspace's last change, with the flow that it changed. */
export interface LastFlowChange extends LastChange {
  flow: { kind: FlowKind; id: string; name: string | null };
}

const workspaceRow = changeRow.extend({
  workspaceId: text,
  targetType: z.enum(FLOW_KINDS),
  targetId: text,
  targetName: text.nullable(),
});

/** All of them, as the index `AuditEvent_changes_of_flows` names them: it serves a statement that has the same names in it. */
const CHANGES_OF_FLOWS = Prisma.raw(
  FLOW_KINDS.flatMap((kind) => FLOW_CHANGE_VERBS.map((verb) => `'${kind}.${verb}'`)).join(", "),
);

/**
 * Returns the last change of any flow in each of some workspaces, by the workspace's id; one without any is absent. One
 * statement, with a look into an index for each workspace.
 */
export async function lastFlowChanges(workspaceIds: readonly string[]): Promise<Map<string, LastFlowChange>> {
  if (workspaceIds.length === 0) return new Map();
  const rows = await queryRows(prepared(), "the last changes of workspaces", workspaceRow)`
    SELECT shown."id" AS "workspaceId", event."targetType", event."targetId",
           of."payload" #>> '{target,name}' AS "targetName", ${OF_EVENT}
    FROM unnest(${[...workspaceIds]}::text[]) AS shown ("id")
    CROSS JOIN LATERAL (
      SELECT known."id", known."occurredAt", known."action", known."targetType", known."targetId", known."payload"
      FROM "AuditEvent" known
      WHERE known."chain" = shown."id" AND known."outcome" = 'succeeded' AND known."action" IN (${CHANGES_OF_FLOWS})
      ORDER BY known."sequence" DESC LIMIT 1) AS event
    CROSS JOIN LATERAL ${PAYLOAD} AS of`;
  return new Map(
    rows.map(({ workspaceId, targetType, targetId, targetName, ...row }) => [
      workspaceId,
      { ...toLastChange(row), flow: { kind: targetType, id: targetId, name: targetName } },
    ]),
  );
}
