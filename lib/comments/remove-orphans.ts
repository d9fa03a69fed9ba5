import "server-only";
import { database } from "@/lib/db/client";

/** Removes comments on events that retention has removed. */
export async function removeOrphanedComments(): Promise<void> {
  await database().$executeRaw`
    DELETE FROM "EventComment" c WHERE NOT EXISTS (SELECT 1 FROM "AuditEvent" e WHERE e."id" = c."eventId")`;
}
