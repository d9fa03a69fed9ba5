import "server-only";
import type { Transaction } from "@/lib/db/client";
import { type Column, columnNames, columnValues } from "@/lib/db/columns";
import { Prisma } from "@/lib/db/generated/client";
import type { FlowKind } from "@/lib/flows/model/flow";
import { textWords } from "@/lib/text/placed-words";
import { TEXT_RULES, type TextColumns } from "./text-columns";

const { sql } = Prisma;

/** The words of the name of the agent that a flow has now; `f` is the flow's row. */
const AGENT_WORDS = sql`
  COALESCE((SELECT a."words" FROM "MirroredAgent" a
    WHERE a."workspaceId" = f."workspaceId" AND a."upstreamId" = f."agent"
      AND a."kind" = CASE f."kind" WHEN 'call_flow' THEN 'call' ELSE 'omni' END), '')`;

const folderWords = (folderId: Prisma.Sql) => sql`
  COALESCE((SELECT d."words" FROM "MirroredFolder" d
    WHERE d."workspaceId" = f."workspaceId" AND d."upstreamId" = ${folderId}), '')`;

/** Long values are kept beside the row. One that is replaced by the same counts as a change, and each term of it is written anew. */
const KEPT_BESIDE = new Set(["words", "texts"]);

function replaced([name]: Column): Prisma.Sql {
  const column = Prisma.raw(`"${name}"`);
  if (!KEPT_BESIDE.has(name)) return sql`${column} = excluded.${column}`;
  return sql`${column} = CASE WHEN mine.${column} = excluded.${column} THEN mine.${column} ELSE excluded.${column} END`;
}

/**
 * Returns a statement that stores what a flow is found by. It is part of the statement that stores the flow itself, or of the
 * same transaction.
 * @param flow a table with the flow's `id`, `workspaceId`, `kind` and `agent`, or without a row if nothing is to be stored
 * @param revision whose texts these are; null where the flow was never read in full
 */
export function storeText(flow: Prisma.Sql, text: TextColumns, revision: number | null): Prisma.Sql {
  const folderId = sql`${text.folderId}::text`;
  const columns: Column[] = [
    ["rules", sql`${TEXT_RULES}::int`],
    ["revision", sql`${revision}::int`],
    ["folderId", folderId],
    ["name", sql`${text.name}::text`],
    ["description", sql`${text.description}::text`],
    ["agent", AGENT_WORDS],
    ["folder", folderWords(folderId)],
    ["words", sql`${text.words}::text`],
    ["texts", sql`${text.texts}::text`],
  ];
  return sql`
    INSERT INTO "FlowText" AS mine ("flowId", "workspaceId", ${columnNames(columns)})
    SELECT f."id", f."workspaceId", ${columnValues(columns)} FROM ${flow} f
    ON CONFLICT ("flowId") DO UPDATE SET ${Prisma.join(columns.map(replaced))}`;
}

/** A row of a list, as far as flows are found by it. A description is absent where the list has none. */
interface ListedText {
  id: string;
  name: string;
  description?: string;
}

/**
 * Stores what listed flows are found by, in the transaction that stores the list. A row that the list did not replace, since
 * it was read after the list's request, keeps its words.
 */
export async function storeListedTexts(
  tx: Transaction,
  workspaceId: string,
  kind: FlowKind,
  items: readonly ListedText[],
): Promise<void> {
  const rows = items.map(({ id, name, description }) => ({
    id,
    name,
    nameWords: textWords(name),
    description,
    descriptionWords: description === undefined ? undefined : textWords(description),
  }));
  await tx.$executeRaw`
    INSERT INTO "FlowText" AS mine ("flowId", "workspaceId", "rules", "name", "description", "agent")
    SELECT DISTINCT ON (f."id") f."id", f."workspaceId", ${TEXT_RULES}::int, listed."nameWords",
        COALESCE(listed."descriptionWords", known."description", ''), ${AGENT_WORDS}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS listed ("id" text, "name" text, "nameWords" text,
        "description" text, "descriptionWords" text)
    JOIN "Flow" f ON f."workspaceId" = ${workspaceId}::uuid AND f."kind" = ${kind} AND f."upstreamId" = listed."id"
    LEFT JOIN "FlowText" known ON known."flowId" = f."id"
    WHERE f."name" = listed."name"
      AND (listed."description" IS NULL OR f."description" = listed."description")
    ON CONFLICT ("flowId") DO UPDATE SET "name" = excluded."name", "description" = excluded."description",
        "agent" = excluded."agent"
    WHERE (mine."name", mine."description", mine."agent")
      <> (excluded."name", excluded."description", excluded."agent")`;
}
