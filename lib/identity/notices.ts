import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { jsonColumn } from "@/lib/db/json-column";
import type { SignedInUser } from "./find-caller";
import { type Notice, type NoticeFacts, noticeSchema } from "./notice-kinds";

const column = jsonColumn("PersonNotice.detail", z.json());

/**
 * Leaves a notice for a person, until they have read it. One that says the same as an unread one is none: a script that signs
 * in every hour would bury the others.
 */
export async function leaveNotice(tx: Transaction, userId: string, facts: NoticeFacts): Promise<void> {
  const { kind, detail } = facts;
  const same = { userId, kind, readAt: null, detail: { equals: column.write(detail) } };
  if (await tx.personNotice.findFirst({ where: same, select: { id: true } })) return;
  await tx.personNotice.create({ data: { id: uuidv7(), userId, kind, detail: column.write(detail) } });
}

/** The most notices that are shown at a time; the next ones follow when these were read. */
const MOST_SHOWN = 5;

/** A person's unread notices, the newest first. Those of a later version of the portal are left out. */
export async function unreadNotices(userId: string): Promise<Notice[]> {
  const rows = await database().personNotice.findMany({
    where: { userId, readAt: null },
    orderBy: { createdAt: "desc" },
    take: MOST_SHOWN,
  });
  return rows.flatMap(({ id, createdAt, kind, detail }) => {
    const known = noticeSchema.safeParse({ kind, detail });
    return known.success ? [{ ...known.data, id, at: createdAt.toISOString() }] : [];
  });
}

/**
 * Notes that a person has read a notice. It is an event: somebody in a stolen session could hide by it what they did.
 * @returns false for a notice of somebody else, or none
 */
export async function markNoticeRead(user: SignedInUser, id: string, by: ActedBy): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const [read] = await tx.personNotice.updateManyAndReturn({
      where: { id, userId: user.id, readAt: null },
      data: { readAt: new Date() },
    });
    if (!read) return false;
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.read_notice",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { notice: read.kind },
    });
    return true;
  });
}
