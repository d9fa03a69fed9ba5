import "server-only";
import { NIL } from "uuid";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import { FlowKind, Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { storedFlow } from "@/lib/mirror/flow-state";
import { textWords } from "@/lib/text/placed-words";
import { storeText } from "./store-text";
import { NO_TEXTS, TEXT_RULES, textColumns } from "./text-columns";

const { sql } = Prisma;

/** The number of flows that one transaction gives their words. */
const BATCH = 50;

const staleRow = z.object({
  id: z.string(),
  kind: z.enum(FlowKind),
  name: z.string(),
  description: z.string().nullable(),
  revision: z.int().nullable(),
  document: z.unknown(),
});
type StaleRow = z.output<typeof staleRow>;

/**
 * Returns the next flows of which something else is stored than their newest revision says, or nothing at all, or by other
 * rules. Their rows are locked, so that no state is stored meanwhile; those that somebody else has locked are left to them.
 */
async function staleFlows(tx: Transaction, after: string): Promise<StaleRow[]> {
  return await queryRows(tx, "flows without words", staleRow)`
    SELECT f."id", f."kind", f."name", f."description", f."revisionNumber" AS "revision", r."document"
    FROM "Flow" f
    LEFT JOIN "FlowText" t ON t."flowId" = f."id"
    LEFT JOIN "Revision" r ON r."flowId" = f."id" AND r."number" = f."revisionNumber"
    WHERE f."id" > ${after}::uuid
      AND (t."flowId" IS NULL OR t."rules" <> ${TEXT_RULES} OR t."revision" IS DISTINCT FROM f."revisionNumber")
    ORDER BY f."id" LIMIT ${BATCH} FOR NO KEY UPDATE OF f SKIP LOCKED`;
}

async function fill(tx: Transaction, { id, kind, revision, document, ...listed }: StaleRow): Promise<void> {
  // Of a state that can't be read nothing is searched but what the list says.
  const stored = revision === null ? null : storedFlow.readOrNull(kind, document);
  const texts = stored ? textColumns(kind, stored) : NO_TEXTS;
  // A list may have shown a newer name since.
  const text = {
    ...texts,
    name: textWords(listed.name),
    description: textWords(listed.description ?? ""),
  };
  await tx.$executeRaw(storeText(sql`(SELECT * FROM "Flow" WHERE "id" = ${id}::uuid)`, text, revision));
}

/**
 * Gives words to the flows that have none, or other ones than they should: those of before flows were found by their words,
 * those that an older version has stored since, and all of them where the rules are new. It goes on where it was stopped.
 *
 * @returns how many flows it was
 */
export async function fillTexts(): Promise<number> {
  let filled = 0;
  for (let after: string = NIL; ; ) {
    const rows = await database().$transaction(async (tx) => {
      const found = await staleFlows(tx, after);
      for (const row of found) await fill(tx, row);
      return found;
    });
    filled += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return filled;
    after = last.id;
  }
}

const REGULARLY_MS = 10 * 60_000;

/** Starts this replica's upkeep of what flows are found by: now, and whenever another version may have written to them. */
export function startTextUpkeep(fill: () => Promise<unknown>, onError: (error: unknown) => void): void {
  const round = () => void fill().catch(onError);
  round();
  setInterval(round, REGULARLY_MS).unref();
}
