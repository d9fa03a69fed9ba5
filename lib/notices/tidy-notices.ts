import "server-only";
import { database, type Transaction } from "@/lib/db/client";

const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** Removes old notices of happenings. Matters of people's accounts stay until their person has left. */
export async function removeOldNotices(now: Date = new Date()): Promise<void> {
  await database().personNotice.deleteMany({
    where: { key: { not: null }, createdAt: { lt: new Date(now.getTime() - KEPT_DAYS * DAY_MS) } },
  });
}

/** Removes everything by which somebody learned of things, since they have left for good. */
export async function forgetNotices(tx: Transaction, userId: string): Promise<void> {
  await tx.personNotice.deleteMany({ where: { userId, key: { not: null } } });
  await tx.noticeChannel.deleteMany({ where: { userId } });
  await tx.noticeRule.deleteMany({ where: { userId } });
  await tx.noticeTiming.deleteMany({ where: { userId } });
  await tx.flowWatch.deleteMany({ where: { userId } });
}
