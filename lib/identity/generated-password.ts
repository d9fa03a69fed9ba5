import "server-only";
import { z } from "zod";
import type { AuditRequest } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { leaveNotice } from "./notices";
import { holdPerson } from "./open-session";
import { createLink, isGenerated } from "./password-links";
import { GENERATED_HOURS } from "./rules";
import { userActor } from "./users";

const dayRow = z.object({ isOver: z.boolean() });

/**
 * Begins the time in which a generated password signs in, at its first use.
 * @returns whether that time is over, so that it is only good for choosing another (OWASP ASVS 5.0, 6.4.1)
 */
export async function hasHadItsTime(user: User): Promise<boolean> {
  if (!isGenerated(user)) return false;
  const [row] = await queryRows(database(), "a generated password's time", dayRow)`
    UPDATE "User" SET "generatedUsedAt" = COALESCE("generatedUsedAt", now()) WHERE "id" = ${user.id}::uuid
    RETURNING "generatedUsedAt" < now() - make_interval(hours => ${GENERATED_HOURS}::int) AS "isOver"`;
  return row?.isOver ?? true;
}

/** Reminds somebody who has signed in with a generated password that it is none to keep. */
export async function remindOfOwnPassword(tx: Transaction, user: User, request: AuditRequest): Promise<void> {
  if (isGenerated(user)) await leaveNotice(tx, user.id, { kind: "generated_password", detail: {} }, request);
}

/**
 * Makes the link by which somebody with a generated password, who has just proved to know it, chooses one of their own.
 * @returns the path of its page; null where the password was changed meanwhile
 */
export async function linkForOwnPassword(user: User, request: AuditRequest): Promise<string | null> {
  return await database().$transaction(async (tx) => {
    if ((await holdPerson(tx, user.id))?.passwordHash !== user.passwordHash) return null;
    const { path } = await createLink(tx, user.id, { kind: "invitation", madeBy: user.name });
    await recordEvent(tx, {
      workspaceId: null,
      actor: userActor(user),
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      request,
      detail: { renewed: true, hasPassword: true },
    });
    return path;
  });
}
