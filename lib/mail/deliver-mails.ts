import "server-only";
import { z } from "zod";
import { secondsToNextAttempt } from "@/lib/audit/delivery/retry-schedule";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { queryRows } from "@/lib/db/query-rows";
import { log } from "@/lib/log";
import { openMail } from "./outbox";
import { type SendResult, sendMail } from "./send-mail";

/** A mail of a process that died becomes free after this time; one attempt is much shorter. */
const LEASE_SECONDS = 120;

const claimedRow = z.object({
  id: z.string(),
  userId: z.string(),
  userName: z.string(),
  isDisabled: z.boolean(),
  kind: z.string(),
  recipient: z.string(),
  sealedText: z.string(),
  attempts: z.int(),
  /** Whether its reader still is what they must be (`NeededRole`). */
  mayRead: z.boolean(),
  /** Until it is given up, by the database's clock. */
  secondsLeft: z.number(),
});
type ClaimedMail = z.output<typeof claimedRow>;

/** Claims the mail that has been due for longest; null for none. Two replicas never claim the same one. */
async function claimMail(): Promise<ClaimedMail | null> {
  const rows = await queryRows(database(), "the claimed mail", claimedRow)`
    UPDATE "Mail" m SET "leaseUntil" = now() + make_interval(secs => ${LEASE_SECONDS})
    FROM "User" u
    WHERE u."id" = m."userId" AND m."id" = (
      SELECT "id" FROM "Mail" WHERE "dueAt" <= now() AND ("leaseUntil" IS NULL OR "leaseUntil" <= now())
      ORDER BY "dueAt" LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING m."id", m."userId", u."name" AS "userName", u."disabledAt" IS NOT NULL AS "isDisabled", m."kind",
      m."recipient", m."sealedText", m."attempts", NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(COALESCE(m."readers", '[]')) AS need WHERE NOT EXISTS (
          SELECT 1 FROM "Binding" b WHERE b."userId" = m."userId" AND b."workspaceId" = (need ->> 'workspaceId')::uuid
            AND need -> 'roles' ? b."role"::text)) AS "mayRead",
      EXTRACT(EPOCH FROM m."giveUpAt" - now())::float8 AS "secondsLeft"`;
  return rows[0] ?? null;
}

/** A mail that was sent leaves the outbox with its text, even if another process has claimed it meanwhile. */
async function remove({ id }: ClaimedMail): Promise<void> {
  await database().mail.deleteMany({ where: { id } });
}

/**
 * Takes back a mail whose reader may not know all of it any more. The notices that it was made of are due again, so that they are
 * written anew without what it may not say.
 */
async function takeBack({ id }: ClaimedMail): Promise<void> {
  await database().$transaction(async (tx) => {
    await tx.noticeDelivery.updateMany({ where: { mailId: id }, data: { mailId: null } });
    await tx.mail.deleteMany({ where: { id } });
  });
}

/** The mail and its text are gone, and the portal's log says so: an owner should hand the link over, or mend the mail server. */
async function giveUp({ id, userId, userName, kind, attempts }: ClaimedMail, error: string): Promise<void> {
  await database().$transaction(async (tx) => {
    const { count } = await tx.mail.deleteMany({ where: { id, attempts } });
    if (count === 0) return;
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "mail.give_up",
      outcome: "failed",
      target: { type: "user", id: userId, name: userName },
      detail: { mail: kind, attempts: attempts + 1, error },
    });
  });
}

/** Another process that has claimed the mail meanwhile counts its own attempt, so that nothing happens here. */
async function keepForLater(
  { id, attempts }: ClaimedMail,
  error: string,
  waitSeconds: number,
): Promise<void> {
  await database().$executeRaw`
    UPDATE "Mail" SET "attempts" = "attempts" + 1, "leaseUntil" = NULL, "lastError" = ${error},
      "dueAt" = now() + make_interval(secs => ${waitSeconds})
    WHERE "id" = ${id}::uuid AND "attempts" = ${attempts}`;
}

async function settle(claimed: ClaimedMail, result: SendResult): Promise<void> {
  if (result.sent) return await remove(claimed);
  const error = result.error ?? "It was not sent";
  log.warn({ mail: claimed.kind, attempt: claimed.attempts + 1, error });
  const wait = result.isFinal ? null : secondsToNextAttempt(claimed.attempts + 1, null, Math.random());
  if (wait === null || wait > claimed.secondsLeft) await giveUp(claimed, error);
  else await keepForLater(claimed, error, wait);
}

const final = (error: string): SendResult => ({ sent: false, error, reply: null, isFinal: true });

async function attempt(claimed: ClaimedMail): Promise<SendResult> {
  if (claimed.secondsLeft <= 0) return final("It could not be sent in time");
  const mail = openMail(claimed);
  if (mail === null) return final("Its text can't be opened with PORTAL_KEYRING");
  return await sendMail(claimed.id, claimed.recipient, mail);
}

/** Next bundles route handlers and the start-up hook separately. Both must know that a round is under way. */
const shared = globalThis as { switchboardMails?: boolean };

/**
 * Sends every mail that is due, one after the other, so that a mail server gets one connection of each replica at a time. Called
 * every few seconds, on any number of replicas at once. A crash before a mail is settled means a second copy of it, under the
 * same Message-ID, once the lease is over.
 *
 * @returns how many attempts were made; none while a former round of this process is under way
 */
export async function sendDueMails(): Promise<number> {
  if (shared.switchboardMails) return 0;
  shared.switchboardMails = true;
  try {
    for (let attempts = 0; ; attempts++) {
      const claimed = await claimMail();
      if (!claimed) return attempts;
      // Nobody writes to somebody who may not sign in: what a link would give is void.
      if (claimed.isDisabled) await remove(claimed);
      else if (!claimed.mayRead) await takeBack(claimed);
      else await settle(claimed, await attempt(claimed));
    }
  } finally {
    shared.switchboardMails = false;
  }
}
