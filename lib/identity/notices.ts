import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { jsonColumn } from "@/lib/db/json-column";
import { putMail } from "@/lib/mail/outbox";
import type { SignedInUser } from "./find-caller";
import { isByMail, NOTICE_WAYS, type Notice, type NoticeFacts, noticeSchema } from "./notice-kinds";

const column = jsonColumn("PersonNotice.detail", z.json());

/**
 * Leaves a notice for a person, until they have read it, and writes to them where the table of kinds says so. One that says the
 * same as an unread one is none: a script that signs in every hour would bury the others.
 *
 * @param request where the act came from, for the mail to say; null for one on the server
 */
export async function leaveNotice(
  tx: Transaction,
  userId: string,
  facts: NoticeFacts,
  request: AuditRequest | null = null,
): Promise<void> {
  if (NOTICE_WAYS[facts.kind].page !== null && !(await leaveOnPages(tx, userId, facts))) return;
  if (isByMail(facts)) await putMail(tx, userId, facts, request);
}

/** @returns false where an unread one says the same */
async function leaveOnPages(
  tx: Transaction,
  userId: string,
  { kind, detail }: NoticeFacts,
): Promise<boolean> {
  const same = { userId, kind, key: null, readAt: null, detail: { equals: column.write(detail) } };
  if (await tx.personNotice.findFirst({ where: same, select: { id: true } })) return false;
  await tx.personNotice.create({ data: { id: uuidv7(), userId, kind, detail: column.write(detail) } });
  return true;
}

/** The most notices that are shown at a time; the next ones follow when these were read. */
const MOST_SHOWN = 5;

/** A person's unread notices, the newest first. Those of a later version of the portal are left out. */
export async function unreadNotices(userId: string): Promise<Notice[]> {
  const rows = await database().personNotice.findMany({
    where: { userId, key: null, readAt: null },
    orderBy: { createdAt: "desc" },
    take: MOST_SHOWN,
  });
  return rows.flatMap(({ id, createdAt, kind, detail }) => {
    const known = noticeSchema.safeParse({ kind, detail });
    return known.success ? [{ ...known.data, id, at: createdAt.toISOString() }] : [];
  });
}

/**
 * Notes that a person has read some of their notices. For a matter of their account it is an event: somebody in a stolen session
 * could hide by it what they did.
 *
 * @param which one by its id, or all up to one, so that what arrived meanwhile stays unread
 * @returns how many were unread before
 */
export async function markNoticesRead(
  user: SignedInUser,
  which: { id: string } | { through: string },
  by: ActedBy,
): Promise<number> {
  const id = "id" in which ? which.id : { lte: which.through };
  return await database().$transaction(async (tx) => {
    const read = await tx.personNotice.updateManyAndReturn({
      where: { id, userId: user.id, readAt: null },
      data: { readAt: new Date() },
    });
    for (const { kind } of read.filter(({ key }) => key === null))
      await recordEvent(tx, {
        workspaceId: null,
        ...by,
        action: "user.read_notice",
        outcome: "succeeded",
        target: { type: "user", id: user.id, name: user.name },
        detail: { notice: kind },
      });
    return read.length;
  });
}
