import "server-only";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { literalText } from "@/lib/db/values";
import type { FlowKind } from "@/lib/flows/model/flow";
import { foldedWords } from "@/lib/text/readable";
import { CHANGED_UPSTREAM } from "./drift";

const { sql, join } = Prisma;

/** Stands for "no agent" and "no folder" where an id could be. The upstream's ids are longer. */
export const NONE = "none";

/** Which flows a list has. An absent filter leaves none out. */
export interface FlowFilter {
  /** Words in the name or the description, in any order, without regard to case and accents. */
  q?: string;
  isActive?: boolean;
  direction?: string;
  /** An agent's id, or `NONE`. */
  agent?: string;
  /** A folder's id, or `NONE`: the flow was read, and is in no folder. */
  folder?: string;
  /** Whether somebody changed it outside, and nobody here has agreed to it. */
  drift?: boolean;
  /** Copies of other flows alone: any, or those whose source is newer. */
  copy?: CopyState;
}

export type CopyState = "any" | "behind";

/**
 * The conditions of copies on a table `f` of flows, for one reader. The mirror knows no links: `lib/transfers/listed-copies.ts`
 * makes them, and of a source that the reader may not see they say nothing.
 */
export type CopyConditions = Record<CopyState, Prisma.Sql>;

const IS_DRIFT = sql`(f."missingSince" IS NULL AND ${CHANGED_UPSTREAM})`;
const IN_NO_FOLDER = sql`(t."folderId" IS NULL AND f."revisionNumber" IS NOT NULL)`;

const allOf = (conditions: Prisma.Sql[]) =>
  conditions.length === 0 ? sql`true` : sql`(${join(conditions, " AND ")})`;

const containing = (words: readonly string[], found: (pattern: string) => Prisma.Sql) =>
  allOf(words.map((word) => found(`%${literalText(word)}%`)));

function withoutWords(filter: FlowFilter, copies: CopyConditions): Prisma.Sql {
  const { isActive, direction, agent, folder, drift, copy } = filter;
  const conditions: Prisma.Sql[] = [];
  if (isActive !== undefined) conditions.push(sql`f."isActive" = ${isActive}`);
  if (direction !== undefined) conditions.push(sql`f."direction" = ${direction}`);
  if (agent === NONE) conditions.push(sql`COALESCE(f."agent", '') = ''`);
  else if (agent !== undefined) conditions.push(sql`f."agent" = ${agent}`);
  if (folder === NONE) conditions.push(IN_NO_FOLDER);
  else if (folder !== undefined) conditions.push(sql`t."folderId" = ${folder}`);
  if (drift !== undefined) conditions.push(drift ? IS_DRIFT : sql`NOT ${IS_DRIFT}`);
  if (copy !== undefined) conditions.push(copies[copy]);
  return allOf(conditions);
}

/** Returns the condition of a filter, on a table `f` of flows and a table `t` of their texts. */
export function flowCondition(filter: FlowFilter, copies: CopyConditions): Prisma.Sql {
  const inEither = containing(
    foldedWords(filter.q ?? ""),
    (pattern) => sql`(f."foldedName" LIKE ${pattern} OR f."foldedDescription" LIKE ${pattern})`,
  );
  return allOf([withoutWords(filter, copies), inEither]);
}

/** Lists of call flows have no descriptions, so that one is known from the first full read on. */
function unreadCondition(filter: FlowFilter, copies: CopyConditions): Prisma.Sql {
  const words = foldedWords(filter.q ?? "");
  if (words.length === 0) return sql`false`;
  const inName = containing(words, (pattern) => sql`f."foldedName" LIKE ${pattern}`);
  return allOf([
    withoutWords(filter, copies),
    sql`f."revisionNumber" IS NULL AND f."description" IS NULL AND NOT ${inName}`,
  ]);
}

/** The flows of a workspace, as a table `f`, and their texts, as a table `t`. */
export function flowsOf(workspaceId: string, kind: FlowKind): Prisma.Sql {
  return sql`"Flow" f LEFT JOIN "FlowText" t ON t."flowId" = f."id"
    WHERE f."workspaceId" = ${workspaceId}::uuid AND f."kind" = ${kind}::"FlowKind" AND f."name" <> ''`;
}

const countsRow = z.object({ counts: z.array(z.int()) });

/** Counts the flows that meet each of some conditions. One statement, whatever their number. */
async function countEach(
  workspaceId: string,
  kind: FlowKind,
  conditions: readonly Prisma.Sql[],
): Promise<number[]> {
  if (conditions.length === 0) return [];
  const counts = conditions.map((condition) => sql`count(*) FILTER (WHERE ${condition})::int`);
  const [row] = await queryRows(database(), "the numbers of listed flows", countsRow)`
    SELECT ARRAY[${join(counts)}] AS "counts" FROM ${flowsOf(workspaceId, kind)}`;
  return row?.counts ?? [];
}

/**
 * Counts the flows that a filter leaves, and with words those whose description was never read: it could not be searched.
 */
export async function countFlows(
  workspaceId: string,
  kind: FlowKind,
  filter: FlowFilter,
  copies: CopyConditions,
): Promise<{ total: number; unread: number }> {
  const conditions = [flowCondition(filter, copies), unreadCondition(filter, copies)];
  const [total = 0, unread = 0] = await countEach(workspaceId, kind, conditions);
  return { total, unread };
}

/** Counts the flows that each of some filters leaves. One statement, whatever their number. */
export async function countFlowsOfEach(
  workspaceId: string,
  kind: FlowKind,
  filters: readonly FlowFilter[],
  copies: CopyConditions,
): Promise<number[]> {
  const conditions = filters.map((filter) => flowCondition(filter, copies));
  return await countEach(workspaceId, kind, conditions);
}
