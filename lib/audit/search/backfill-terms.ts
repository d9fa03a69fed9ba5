import "server-only";
import { z } from "zod";
import { readPayload } from "@/lib/audit/event-schemas";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { NO_TERMS, searchColumns, wordsAmong } from "./event-terms";

/** The number of events that one transaction indexes. */
const BATCH = 500;

function columnsOf(payload: string): { terms: string[] } {
  const event = readPayload(payload);
  // The start continues without an unreadable event. Verification reports it.
  return event ? searchColumns(event) : { terms: [...NO_TERMS] };
}

async function fill(tx: Transaction, id: string, payload: string): Promise<void> {
  const data = columnsOf(payload);
  const row = await tx.auditEvent.update({ where: { id }, data, select: { chain: true } });
  const words = wordsAmong(data.terms).map((word) => ({ chain: row.chain, word }));
  await tx.auditWord.createMany({ data: words, skipDuplicates: true });
}

const unindexedRow = z.object({ id: z.string(), payload: z.string() });

/**
 * Adds search terms to events from before the search index. The payload, and with it every hash, stays as it is. Only
 * for this the trigger that refuses changes is disabled, within the transaction.
 *
 * @returns how many events it was
 */
export async function backfillTerms(): Promise<number> {
  let filled = 0;
  for (;;) {
    const found = await database().$transaction(
      async (tx) => {
        const rows = await queryRows(tx, "events without terms", unindexedRow)`
          SELECT "id", "payload" FROM "AuditEvent" WHERE "terms" = '{}'::text[]
          ORDER BY "chain", "sequence" LIMIT ${BATCH}`;
        if (rows.length === 0) return 0;
        await tx.$executeRaw`ALTER TABLE "AuditEvent" DISABLE TRIGGER USER`;
        for (const { id, payload } of rows) await fill(tx, id, payload);
        await tx.$executeRaw`ALTER TABLE "AuditEvent" ENABLE TRIGGER USER`;
        return rows.length;
      },
      { timeout: 120_000 },
    );
    filled += found;
    if (found < BATCH) return filled;
  }
}
