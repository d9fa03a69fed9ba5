import "server-only";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { putMail } from "@/lib/mail/outbox";
import { HAPPENING_KINDS } from "./happenings";
import { MAY_READ, rolesFor } from "./may-read";
import { noticeRow, spokenNotices } from "./spoken-notices";
import { MAIL_GAP_MS } from "./timing";

const personRow = z.object({ userId: z.string() });
const dueRow = noticeRow.extend({ deliveryId: z.string(), mayRead: z.boolean() });

/** A mail names so many; the inbox has the others. */
const MOST_IN_MAIL = 50;

/** The people for whom a notice is due by mail, and whose last mail is long enough ago. */
async function dueReaders(): Promise<string[]> {
  const rows = await queryRows(database(), "the readers of due mails", personRow)`
    SELECT DISTINCT n."userId"::text AS "userId"
    FROM "NoticeDelivery" d JOIN "PersonNotice" n ON n."id" = d."noticeId"
    LEFT JOIN "NoticeTiming" t ON t."userId" = n."userId"
    WHERE d."channelId" IS NULL AND d."mailId" IS NULL AND d."dueAt" <= now()
      AND (t."mailedAt" IS NULL OR t."mailedAt" <= now() - make_interval(secs => ${MAIL_GAP_MS / 1000}))`;
  return rows.map(({ userId }) => userId);
}

/** Claims what is due for a person; two replicas never claim the same. */
async function claimDue(tx: Transaction, userId: string) {
  return await queryRows(tx, "what is due by mail", dueRow)`
    SELECT d."id"::text AS "deliveryId", n."id"::text AS "id", n."kind", n."detail", n."createdAt", n."readAt",
           n."workspaceId"::text AS "workspaceId", ${MAY_READ} AS "mayRead"
    FROM "NoticeDelivery" d JOIN "PersonNotice" n ON n."id" = d."noticeId" JOIN "User" u ON u."id" = n."userId"
    WHERE n."userId" = ${userId}::uuid AND d."channelId" IS NULL AND d."mailId" IS NULL AND d."dueAt" <= now()
    ORDER BY n."id" FOR UPDATE OF d SKIP LOCKED`;
}

type Due = z.output<typeof dueRow>;

/** What the reader of a mail must be allowed still when it leaves: it may wait for a day. */
function readersOf(rows: readonly Due[]): { workspaceId: string; roles: string[] }[] {
  return rows.flatMap(({ workspaceId, kind }) => {
    const known = HAPPENING_KINDS.find((name) => name === kind);
    return workspaceId !== null && known ? [{ workspaceId, roles: rolesFor(known) }] : [];
  });
}

async function gather(userId: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const claimed = await claimDue(tx, userId);
    const spoken = await spokenNotices(claimed.filter(({ mayRead }) => mayRead));
    // What was read in the portal meanwhile is no news.
    const news = claimed.filter(({ id, readAt }) => spoken.has(id) && readAt === null);
    const named = news.slice(-MOST_IN_MAIL);
    const idsOf = (rows: readonly Due[]) => ({ id: { in: rows.map(({ deliveryId }) => deliveryId) } });
    await tx.noticeDelivery.deleteMany({ where: idsOf(claimed.filter((row) => !named.includes(row))) });
    if (named.length === 0) return;
    const items = named.flatMap(({ id, createdAt }) => {
      const words = spoken.get(id);
      return words ? [{ text: words.sentence, path: words.path, at: createdAt.getTime() }] : [];
    });
    const detail = { items, more: news.length - named.length };
    const mailId = await putMail(tx, userId, { kind: "notices", detail }, null, readersOf(named));
    if (mailId === null) await tx.noticeDelivery.deleteMany({ where: idsOf(named) });
    else await tx.noticeDelivery.updateMany({ where: idsOf(named), data: { mailId } });
    const mailedAt = new Date();
    await tx.noticeTiming.upsert({ where: { userId }, create: { userId, mailedAt }, update: { mailedAt } });
  });
}

/**
 * Writes the mails of all notices that are due, one for each person, into the outbox of mails. Called every few seconds, on any number
 * of replicas at once.
 */
export async function gatherMails(): Promise<void> {
  for (const userId of await dueReaders()) await gather(userId);
}
