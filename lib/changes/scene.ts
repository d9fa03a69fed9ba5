import "server-only";
import { z } from "zod";
import { storedActor } from "@/lib/audit/event-schemas";
import { Prisma } from "@/lib/db/generated/client";
import { prepared } from "@/lib/db/prepared";
import { type Beside, queryRows, readRow } from "@/lib/db/query-rows";
import type { FlowKind } from "@/lib/flows/model/flow";
import { storedFlow } from "@/lib/mirror/flow-state";
import type { KnownRevision } from "@/lib/mirror/revisions";
import { type FlowHead, NO_HEAD } from "@/lib/mirror/store-state";
import { Problem } from "@/lib/problems/problem";
import type { ConnectionPurpose } from "@/lib/workspaces/budget/budgets";
import type { ConnectedWorkspace } from "@/lib/workspaces/connect";
import { connectRow, WORKSPACE_KEYS, workspaceKeys } from "@/lib/workspaces/connect";
import { type Answer, changeAnswer } from "./journal";

const { sql } = Prisma;

const NAME = "a flow's scene";

const sceneRow = z.object({
  ...workspaceKeys.shape,
  at: z.string(),
  flowRow: z.string().nullable(),
  epoch: z.int().nullable(),
  revision: z.int().nullable(),
  contentHash: z.string().nullable(),
  acceptedRevision: z.int().nullable(),
  acceptedHash: z.string().nullable(),
  missingSince: z.date().nullable(),
  readAt: z.date().nullable(),
  readLately: z.boolean().nullable(),
  document: z.unknown(),
  earlierId: z.string().nullable(),
  earlierDigest: z.string().nullable(),
  earlierAnswer: z.unknown(),
  busyId: z.string().nullable(),
  busyActor: z.unknown(),
  busySince: z.date().nullable(),
  mayArrive: z.boolean(),
});
type SceneRow = z.output<typeof sceneRow>;

/** The flow that a request is about, and whose request it is. */
export interface SceneOf {
  workspaceId: string;
  kind: FlowKind;
  /** Null for a create. */
  flowId: string | null;
  /** Who sent a write, and under which key; null for a read. */
  write: { actorId: string; idempotencyKey: string } | null;
  /** Whose part of the key's request budget is spent. */
  purpose: ConnectionPurpose;
}

/** What is known here about a flow at one moment, before the upstream is asked. */
export interface Scene {
  of: SceneOf;
  workspace: ConnectedWorkspace;
  /** The database's time of this reading, as text: a JavaScript date would lose its microseconds. */
  at: string;
  /** The mirror's row of the flow, if it has one, and the fence that an admission must find unmoved. */
  fence: { rowId: string; epoch: number } | null;
  head: FlowHead;
  last: KnownRevision | null;
  /** Whether a list did not show the flow any more. */
  missing: boolean;
  /** Whether the flow was read in full within the last minute. */
  readLately: boolean;
  /** The request that used this key before. */
  earlier: { changeId: string; requestDigest: string; answer: Answer | null } | null;
  /** The pending change of the flow. */
  busy: { changeId: string; by: string; since: Date } | null;
  /** Whether a write that was given up may still appear upstream. */
  mayArrive: boolean;
}

function headOf(row: SceneRow): FlowHead {
  const { revision, contentHash, acceptedRevision, acceptedHash } = row;
  return { revision, contentHash, acceptedRevision, acceptedHash };
}

function lastOf(kind: FlowKind, row: SceneRow): KnownRevision | null {
  const { revision, contentHash, document, readAt } = row;
  if (revision === null || contentHash === null || document === null) return null;
  return {
    number: revision,
    contentHash,
    stored: storedFlow.read(kind, document),
    readAt: readAt ?? new Date(0),
  };
}

function busyWith({ busyId, busyActor, busySince }: SceneRow): Scene["busy"] {
  if (busyId === null || busySince === null) return null;
  return { changeId: busyId, by: storedActor.read(busyActor).name, since: busySince };
}

/**
 * The part of a statement about a workspace that reads a scene in it. The changes are read by LATERAL: among so many
 * tables, the planner would search an index by some of its columns, and compare the others afterwards.
 */
function sceneParts(
  { kind, flowId }: Pick<SceneOf, "kind" | "flowId">,
  actorId: Prisma.Sql,
  key: string | null,
): Beside {
  const columns = sql`${WORKSPACE_KEYS}, clock_timestamp()::text AS "at",
           f."id" AS "flowRow", f."epoch", f."revisionNumber" AS "revision", f."contentHash", f."acceptedRevision",
           a."contentHash" AS "acceptedHash", f."missingSince", f."readAt",
           f."readAt" > now() - interval '1 minute' AS "readLately", r."document",
           k."id" AS "earlierId", k."requestDigest" AS "earlierDigest", k."answer" AS "earlierAnswer",
           p."id" AS "busyId", p."actor" AS "busyActor", p."createdAt" AS "busySince",
           EXISTS (SELECT 1 FROM "Change" m WHERE m."mayArrive" AND m."workspaceId" = w."id"
                   AND m."kind" = ${kind}::"FlowKind"
                   AND (m."flowUpstreamId" = ${flowId}::text OR m."flowUpstreamId" IS NULL)) AS "mayArrive"`;
  const joins = sql`
    LEFT JOIN "Flow" f ON f."workspaceId" = w."id" AND f."kind" = ${kind}::"FlowKind" AND f."upstreamId" = ${flowId}::text
    LEFT JOIN "Revision" r ON r."flowId" = f."id" AND r."number" = f."revisionNumber"
    LEFT JOIN "Revision" a ON a."flowId" = f."id" AND a."number" = f."acceptedRevision"
    LEFT JOIN LATERAL (
      SELECT * FROM "Change" WHERE "workspaceId" = w."id" AND "actorId" = ${actorId} AND "idempotencyKey" = ${key}::text
      LIMIT 1) k ON true
    LEFT JOIN LATERAL (
      SELECT * FROM "Change" WHERE "workspaceId" = w."id" AND "kind" = ${kind}::"FlowKind"
        AND "flowUpstreamId" = ${flowId}::text AND "state" = 'pending'
      LIMIT 1) p ON true`;
  return { columns, joins };
}

/**
 * Returns what reads the scene of a write beside its caller (`u`), so that a save needs no statement of its own for it.
 * @param key the header as it was sent, if it was: the request may still be refused for it
 */
export function sceneBesideCaller(kind: FlowKind, flowId: string | null, key: string | null): Beside {
  return sceneParts({ kind, flowId }, sql`u."id"`, key);
}

/**
 * Reads in one statement what a request about a flow needs: the workspace with its keys, the newest stored state, the
 * change under this key, and the pending change of the flow.
 * @param read the row that `sceneBesideCaller` made another statement read; without one, this reads it
 * @throws UpstreamError when a key can't be opened, or the upstream is no longer allowed
 */
export async function readScene(of: SceneOf, read?: unknown): Promise<Scene> {
  if (read !== undefined) return sceneOf(of, readRow(NAME, sceneRow, read));
  const { workspaceId, write } = of;
  const actorId = sql`${write?.actorId ?? null}::uuid`;
  const { columns, joins } = sceneParts(of, actorId, write?.idempotencyKey ?? null);
  const [row] = await queryRows(
    prepared(),
    NAME,
    sceneRow,
  )(sql`SELECT ${columns} FROM "Workspace" w ${joins} WHERE w."id" = ${workspaceId}::uuid`);
  if (!row) throw new Problem("not_found", "There is no such workspace");
  return sceneOf(of, row);
}

function sceneOf(of: SceneOf, row: SceneRow): Scene {
  return {
    of,
    workspace: connectRow(row, of.purpose),
    at: row.at,
    fence: row.flowRow === null || row.epoch === null ? null : { rowId: row.flowRow, epoch: row.epoch },
    head: row.flowRow === null ? NO_HEAD : headOf(row),
    last: lastOf(of.kind, row),
    missing: row.missingSince !== null,
    readLately: row.readLately === true,
    earlier:
      row.earlierId === null
        ? null
        : {
            changeId: row.earlierId,
            requestDigest: row.earlierDigest ?? "",
            answer: changeAnswer.readOrNull(row.earlierAnswer ?? null),
          },
    busy: busyWith(row),
    mayArrive: row.mayArrive,
  };
}

/** The problem of a request whose key is in use by one that has no answer yet. */
export function stillRunning(changeId?: string): Problem {
  return new Problem(
    "idempotency_in_progress",
    "A request with this key is still running. Ask again shortly",
    { headers: { "Retry-After": "1" }, ...(changeId ? { extra: { changeId } } : {}) },
  );
}

/**
 * Returns the stored answer of the same request made before under the same key; null where the key is new.
 * @throws Problem `idempotency_mismatch` or `idempotency_in_progress`
 */
export function earlierAnswer({ earlier }: Scene, requestDigest: string): Answer | null {
  if (!earlier) return null;
  if (earlier.requestDigest !== requestDigest) {
    throw new Problem(
      "idempotency_mismatch",
      "This Idempotency-Key was sent with another request before. Use a new key for a new request",
    );
  }
  if (earlier.answer) return earlier.answer;
  throw stillRunning(earlier.changeId);
}

/** @throws Problem `change_in_progress` while somebody's change of this flow is pending */
export function refuseBusyFlow({ busy }: Scene): void {
  if (!busy) return;
  throw new Problem(
    "change_in_progress",
    `${busy.by} is changing this flow right now. Load it again in a moment, then make your change`,
    { headers: { "Retry-After": "2" }, extra: { changeId: busy.changeId, by: busy.by, since: busy.since } },
  );
}
