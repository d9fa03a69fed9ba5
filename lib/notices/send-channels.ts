import "server-only";
import { z } from "zod";
import { workAlone } from "@/lib/audit/delivery/deliver-due";
import { ANSWER_TIMEOUT_MS, type PostResult, postMessage } from "@/lib/audit/delivery/post-message";
import { secondsToNextAttempt } from "@/lib/audit/delivery/retry-schedule";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { log } from "@/lib/log";
import { portalLink } from "@/lib/mail/mail-settings";
import { FORMAT_NAMES, messageBody } from "./channel-formats";
import { channelTarget, openChannel } from "./channels";
import { MAY_READ } from "./may-read";
import { readReachable } from "./rules";
import { noticeRow, spokenNotices } from "./spoken-notices";
import { afterQuiet } from "./timing";

/** A message of a process that died becomes free after this time; one attempt is much shorter. */
const LEASE_SECONDS = 60;

const channelRow = z.object({ id: z.string() });
const claimedRow = noticeRow.extend({
  deliveryId: z.string(),
  attempts: z.int(),
  userId: z.string(),
  mayRead: z.boolean(),
  channelId: z.string(),
  format: z.string(),
  template: z.string().nullable(),
  host: z.string(),
  sealedUrl: z.string(),
  sealedSecret: z.string(),
});
type Claimed = z.output<typeof claimedRow>;

/** The channels for which a message is due. */
async function dueChannels(): Promise<string[]> {
  const rows = await queryRows(database(), "the channels that are due", channelRow)`
    SELECT c."id"::text AS "id" FROM "NoticeChannel" c
    WHERE c."pausedAt" IS NULL AND EXISTS (
      SELECT 1 FROM "NoticeDelivery" d WHERE d."channelId" = c."id" AND d."dueAt" <= now()
        AND (d."leaseUntil" IS NULL OR d."leaseUntil" <= now()))`;
  return rows.map(({ id }) => id);
}

/**
 * Claims the message that has been due for longest. Two replicas never claim the same one. Whether its reader may know of it is found out
 * with the claim, right before it is sent.
 */
async function claim(channelId: string): Promise<Claimed | null> {
  const [row] = await queryRows(database(), "the claimed message", claimedRow)`
    WITH claimed AS (
      UPDATE "NoticeDelivery" SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
      WHERE "id" = (
        SELECT d."id" FROM "NoticeDelivery" d JOIN "NoticeChannel" c ON c."id" = d."channelId"
        WHERE c."id" = ${channelId}::uuid AND c."pausedAt" IS NULL AND d."dueAt" <= now()
          AND (d."leaseUntil" IS NULL OR d."leaseUntil" <= now())
        ORDER BY d."dueAt", d."noticeId" LIMIT 1 FOR NO KEY UPDATE OF d SKIP LOCKED)
      RETURNING "id", "noticeId", "channelId", "attempts")
    SELECT d."id"::text AS "deliveryId", d."attempts", n."id"::text AS "id", n."kind", n."detail", n."createdAt", n."readAt",
           n."workspaceId"::text AS "workspaceId", n."userId"::text AS "userId", ${MAY_READ} AS "mayRead",
           c."id"::text AS "channelId", c."format", c."template", c."host", c."sealedUrl", c."sealedSecret"
    FROM claimed d JOIN "PersonNotice" n ON n."id" = d."noticeId" JOIN "User" u ON u."id" = n."userId"
    JOIN "NoticeChannel" c ON c."id" = d."channelId"`;
  return row ?? null;
}

/** The message leaves the outbox, even if another process has claimed it meanwhile. */
async function remove({ deliveryId }: Claimed): Promise<void> {
  await database().noticeDelivery.deleteMany({ where: { id: deliveryId } });
}

/** @returns null where there is nothing that its reader may know */
async function bodyOf(claimed: Claimed): Promise<string | null> {
  if (!claimed.mayRead) return null;
  const words = (await spokenNotices([claimed])).get(claimed.id);
  const format = FORMAT_NAMES.find((name) => name === claimed.format);
  if (!words || !format) return null;
  return messageBody(format, claimed.template, {
    sentence: words.sentence,
    link: portalLink(words.path),
    workspace: words.workspace?.name ?? "",
    kind: claimed.kind,
    at: claimed.createdAt.toISOString(),
    id: claimed.id,
  });
}

const failed = (error: string): PostResult => ({
  delivered: false,
  status: null,
  error,
  retryAfterSeconds: null,
});

async function attempt(claimed: Claimed, body: string, timeoutMs: number): Promise<PostResult> {
  const opened = openChannel({ ...claimed, id: claimed.channelId });
  if (opened === null) return failed("Its address can't be opened with PORTAL_KEYRING");
  // The same id in every attempt, so that a receiver can know a second copy.
  return await postMessage({ ...opened, id: claimed.deliveryId, body }, timeoutMs);
}

const GONE = 410;

/** After the receiver's 410 a channel pauses until its person resumes it. */
async function pauseGone({ channelId: id, host }: Claimed): Promise<void> {
  await database().$transaction(async (tx) => {
    const { count } = await tx.noticeChannel.updateMany({
      where: { id, pausedAt: null },
      data: { pausedAt: new Date() },
    });
    if (count === 0) return;
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "notice_channel.pause",
      outcome: "succeeded",
      target: channelTarget({ id, host }),
      detail: { status: GONE },
    });
  });
}

/** The next attempt waits as the schedule says, and for the end of quiet hours. */
async function nextAttempt({ userId }: Claimed, waitSeconds: number): Promise<Date> {
  const at = Date.now() + waitSeconds * 1000;
  const person = (await readReachable(database(), [userId])).get(userId);
  return new Date(person ? afterQuiet(person.timing, person.zone, at) : at);
}

async function settle(claimed: Claimed, result: PostResult): Promise<void> {
  const { deliveryId, channelId, attempts } = claimed;
  if (result.delivered) {
    await remove(claimed);
    await database().noticeChannel.updateMany({
      where: { id: channelId },
      data: { lastDeliveredAt: new Date() },
    });
    return;
  }
  const { status, error } = result;
  log.warn({ noticeChannel: channelId, attempt: attempts + 1, status, error });
  const wait =
    status === GONE ? 0 : secondsToNextAttempt(attempts + 1, result.retryAfterSeconds, Math.random());
  const known = { id: deliveryId, attempts };
  if (wait === null) await database().noticeDelivery.deleteMany({ where: known });
  else
    await database().noticeDelivery.updateMany({
      where: known,
      data: { attempts: attempts + 1, leaseUntil: null, dueAt: await nextAttempt(claimed, wait) },
    });
  await database().noticeChannel.updateMany({
    where: { id: channelId },
    data: {
      ...{ lastFailedAt: new Date(), lastError: error },
      ...(wait === null ? { undelivered: { increment: 1 } } : {}),
    },
  });
  if (status === GONE) await pauseGone(claimed);
}

async function workOff(channelId: string, timeoutMs: number): Promise<void> {
  for (;;) {
    const claimed = await claim(channelId);
    if (!claimed) return;
    const body = await bodyOf(claimed);
    if (body === null) await remove(claimed);
    else await settle(claimed, await attempt(claimed, body, timeoutMs));
  }
}

/**
 * Sends every message that is due to its channel. Called every few seconds, on any number of replicas at once. A channel that this
 * process still works on is skipped, so that a slow receiver delays no other. A crash before a message is settled means a second copy
 * of it, under the same id.
 *
 * @param timeoutMs for one attempt
 */
export async function sendToChannels(timeoutMs: number = ANSWER_TIMEOUT_MS): Promise<void> {
  const ids = await dueChannels();
  await Promise.all(ids.map((id) => workAlone("noticeChannel", id, () => workOff(id, timeoutMs))));
}
