import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import type { FlowKind } from "@/lib/flows/model/flow";
import { textWords } from "@/lib/text/placed-words";
import { SharedReads } from "@/lib/upstream/in-flight";
import {
  type AgentKind,
  type AgentSummary,
  type FolderSummary,
  listAgents,
  listFolders,
  listKnowledgeBases,
} from "@/lib/upstream/pickers";
import { type PageProblem, pageProblem } from "@/lib/upstream/problems";
import type { UpstreamConnection } from "@/lib/upstream/request";
import { connectWorkspace, readingFor } from "@/lib/workspaces/connect";

/** Returns the kind of agents that a kind of flow names (upstream quirk Q24: two different resources). */
export function agentKindOf(kind: FlowKind): AgentKind {
  return kind === "call_flow" ? "call" : "omni";
}

const flowKindOf = (kind: AgentKind): FlowKind => (kind === "call" ? "call_flow" : "message_flow");

/**
 * Stores the names of a list that was just read, and lets flows be found by them. Agents that are gone keep their names,
 * since old flows may name them.
 */
export async function rememberAgents(
  workspaceId: string,
  kind: AgentKind,
  agents: AgentSummary[],
): Promise<void> {
  const rows = agents.map(({ id, name }) => ({ id, name, words: textWords(name) }));
  await database().$executeRaw`
    WITH "named" AS (
      INSERT INTO "MirroredAgent" AS mine ("workspaceId", "kind", "upstreamId", "name", "words")
      SELECT DISTINCT ON (listed."id") ${workspaceId}::uuid, ${kind}, listed."id", listed."name", listed."words"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS listed ("id" text, "name" text, "words" text)
      ON CONFLICT ("workspaceId", "kind", "upstreamId") DO UPDATE SET "name" = excluded."name", "words" = excluded."words"
      WHERE (mine."name", mine."words") <> (excluded."name", excluded."words")
      RETURNING "upstreamId", "words")
    UPDATE "FlowText" t SET "agent" = "named"."words"
    FROM "named" JOIN "Flow" f ON f."workspaceId" = ${workspaceId}::uuid AND f."kind" = ${flowKindOf(kind)}::"FlowKind"
      AND f."agent" = "named"."upstreamId"
    WHERE t."flowId" = f."id" AND t."agent" <> "named"."words"`;
}

const usedFolderIds = (workspaceId: string) => Prisma.sql`
  SELECT DISTINCT t."folderId" AS "id" FROM "FlowText" t JOIN "Flow" f ON f."id" = t."flowId"
  WHERE f."workspaceId" = ${workspaceId}::uuid AND f."kind" = 'call_flow' AND t."folderId" IS NOT NULL`;

/**
 * The same of folders. A flow says its folder only when it is read in full. Those that flows are in and the list lacks are
 * kept without a name, so that nobody asks for them again.
 */
export async function rememberFolders(workspaceId: string, folders: readonly FolderSummary[]): Promise<void> {
  const rows = folders.map(({ id, name }) => ({ id, name, words: textWords(name) }));
  await database().$executeRaw`
    WITH "listed" AS (
      SELECT DISTINCT ON (row."id") row."id", row."name", row."words"
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row ("id" text, "name" text, "words" text)),
    "known" AS (
      SELECT "id", "name", "words" FROM "listed"
      UNION ALL SELECT used."id", '', '' FROM (${usedFolderIds(workspaceId)}) AS used
      WHERE used."id" NOT IN (SELECT "id" FROM "listed")),
    "named" AS (
      INSERT INTO "MirroredFolder" AS mine ("workspaceId", "upstreamId", "name", "words")
      SELECT ${workspaceId}::uuid, "id", "name", "words" FROM "known"
      ON CONFLICT ("workspaceId", "upstreamId") DO UPDATE SET "name" = excluded."name", "words" = excluded."words"
      WHERE (mine."name", mine."words") <> (excluded."name", excluded."words")
      RETURNING "upstreamId", "words")
    UPDATE "FlowText" t SET "folder" = "named"."words"
    FROM "named" JOIN "Flow" f ON f."workspaceId" = ${workspaceId}::uuid AND f."kind" = 'call_flow'
    WHERE t."flowId" = f."id" AND t."folderId" = "named"."upstreamId" AND t."folder" <> "named"."words"`;
}

/**
 * Whether a workspace has flows in folders, as far as they were read: others need no list of folders.
 * @param unlistedOnly whether to look for folders that no list was read for
 */
export async function hasFolders(workspaceId: string, unlistedOnly: boolean): Promise<boolean> {
  const found = await queryRows(database(), "a folder of flows", z.object({ id: z.string() }))`
    SELECT used."id" FROM (${usedFolderIds(workspaceId)}) AS used
    LEFT JOIN "MirroredFolder" d ON d."workspaceId" = ${workspaceId}::uuid AND d."upstreamId" = used."id"
    WHERE d."upstreamId" IS NULL OR NOT ${unlistedOnly} LIMIT 1`;
  return found.length > 0;
}

const usedFolder = z.object({ id: z.string(), name: z.string().nullable() });

/** Returns the folders that a workspace's call flows are in, as far as they were read, by name; those without a name come last. */
export async function usedFolders(workspaceId: string): Promise<z.output<typeof usedFolder>[]> {
  return await queryRows(database(), "the folders of flows", usedFolder)`
    SELECT used."id", NULLIF(d."name", '') AS "name" FROM (${usedFolderIds(workspaceId)}) AS used
    LEFT JOIN "MirroredFolder" d ON d."workspaceId" = ${workspaceId}::uuid AND d."upstreamId" = used."id"
    ORDER BY NULLIF(d."name", '') IS NULL, d."words", used."id"`;
}

/** Returns the names of agents by id, as last listed. Sends nothing to the upstream. */
export async function agentNames(workspaceId: string, kind: AgentKind): Promise<Map<string, string>> {
  const rows = await database().mirroredAgent.findMany({ where: { workspaceId, kind } });
  return new Map(rows.map(({ upstreamId, name }) => [upstreamId, name]));
}

interface PickerItem {
  id: string;
  name: string;
}

/**
 * Returns a picker: it lists items from the upstream for a person, with a workspace's key, and remembers their names. Who asks
 * for the same list at the same time gets the same answer.
 * @param list one of the lists of `lib/upstream/pickers.ts`; the picker throws what it throws
 */
function pickerOf<Item>(
  list: (connection: UpstreamConnection) => Promise<{ items: Item[] }>,
  remember: (workspaceId: string, items: Item[]) => Promise<void>,
) {
  const lists = new SharedReads<{ items: Item[] }>();
  return async (workspaceId: string, personId: string): Promise<Item[]> => {
    const { connection } = await connectWorkspace(workspaceId, readingFor({ id: personId }));
    const { items } = await lists.share(connection, "list", () => list(connection));
    await remember(workspaceId, items);
    return items;
  };
}

/** Stores the names of knowledge bases that were just listed. Those that are gone keep theirs, since old flows may name them. */
export async function rememberKnowledgeBases(
  workspaceId: string,
  bases: readonly { id: string; name: string }[],
): Promise<void> {
  const rows = bases.map(({ id, name }) => ({ id, name }));
  await database().$executeRaw`
    INSERT INTO "MirroredKnowledgeBase" AS mine ("workspaceId", "upstreamId", "name")
    SELECT DISTINCT ON (listed."id") ${workspaceId}::uuid, listed."id", listed."name"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS listed ("id" text, "name" text)
    ON CONFLICT ("workspaceId", "upstreamId") DO UPDATE SET "name" = excluded."name" WHERE mine."name" <> excluded."name"`;
}

/** List what flows may name, each from its own list of the upstream. */
export const pickFolders = pickerOf(listFolders, rememberFolders);
export const pickKnowledgeBases = pickerOf(listKnowledgeBases, rememberKnowledgeBases);

/** Lists the agents that flows may have. */
export const pickAgents: Record<AgentKind, ReturnType<typeof pickerOf<AgentSummary>>> = {
  call: pickerOf(
    (connection) => listAgents(connection, "call"),
    (workspaceId, agents) => rememberAgents(workspaceId, "call", agents),
  ),
  omni: pickerOf(
    (connection) => listAgents(connection, "omni"),
    (workspaceId, agents) => rememberAgents(workspaceId, "omni", agents),
  ),
};

/**
 * Returns the agents that a flow may have: call agents for call flows, omni flow agents for message flows (upstream
 * quirk Q24). Where the upstream can't be reached, `problem` says why.
 */
export async function loadAgents(
  workspace: { id: string },
  kind: AgentKind,
  personId: string,
): Promise<{ items: PickerItem[]; problem: PageProblem | null }> {
  try {
    const agents = await pickAgents[kind](workspace.id, personId);
    return { items: agents.map(({ id, name }) => ({ id, name })), problem: null };
  } catch (error) {
    return { items: [], problem: pageProblem(error) };
  }
}
