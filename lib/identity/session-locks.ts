import "server-only";
import type { Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/*
 * The order in which a transaction locks what sessions depend on: the identity provider, people, sessions by their ids, and last
 * the ends of the logs. Two transactions that keep to it never wait for each other for good.
 */

/**
 * Locks the sessions of a kind that were not ended yet, always in the same order, so that none of them is ended twice.
 * @param which a condition over the session's row (`s`)
 */
export async function lockSessions(tx: Transaction, which: Prisma.Sql): Promise<void> {
  await tx.$queryRaw`SELECT s."id" FROM "Session" s WHERE s."revokedAt" IS NULL AND ${which} ORDER BY s."id" FOR UPDATE`;
}

/**
 * Locks the identity provider by which a session began, if any, against changes until the transaction ends. One that is being
 * switched off ends its sessions, and would miss the row in which this one goes on.
 */
export async function holdProviderOf(tx: Transaction, sessionId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT "id" FROM "SignInProvider"
    WHERE "id" = (SELECT "providerId" FROM "Session" WHERE "id" = ${sessionId}::uuid) FOR SHARE`;
}
