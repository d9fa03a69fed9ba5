import { database, type Transaction } from "@/lib/db/client";

const TABLES = ["AuditEvent", "AuditChain", "AuditCheckpoint", "AuditTreeNode", "AuditRetiredRange"];

/** The means of somebody with the database's superuser password, whom triggers don't stop. */
export async function tamper(deed: (tx: Transaction) => Promise<unknown>): Promise<void> {
  await database().$transaction(async (tx) => {
    for (const table of TABLES) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
    await deed(tx);
    for (const table of TABLES) await tx.$executeRawUnsafe(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
  });
}

/** Recomputes hashes and head from the changed events, as a careful forger would. */
export async function rehash(tx: Transaction, chain: string): Promise<void> {
  await tx.$executeRawUnsafe(`
    DO $$
    DECLARE one record; last bytea := ''::bytea; number int := 0;
    BEGIN
      FOR one IN SELECT "id", "payload" FROM "AuditEvent" WHERE "chain" = '${chain}' ORDER BY "sequence" LOOP
        number := number + 1;
        UPDATE "AuditEvent" SET "sequence" = -number, "previousHash" = last,
          "hash" = sha256(last || convert_to("payload", 'UTF8')) WHERE "id" = one."id" RETURNING "hash" INTO last;
      END LOOP;
      UPDATE "AuditEvent" SET "sequence" = -"sequence" WHERE "chain" = '${chain}';
      UPDATE "AuditChain" SET "sequence" = number, "hash" = last WHERE "chain" = '${chain}';
    END $$`);
}

/** One statement of theirs. */
export async function tamperBy(statement: string): Promise<void> {
  await tamper((tx) => tx.$executeRawUnsafe(statement));
}
