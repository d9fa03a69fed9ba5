import "server-only";
import { database, type Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { SECOND_STEPS, type SecondStep } from "../sign-in-methods";

/** Whose factors they are. */
export interface Person {
  id: string;
  email: string;
  name: string;
  isOwner: boolean;
}

const CONFIRMED = { confirmedAt: { not: null } } as const;

/** The condition of a person who has a second factor: an authenticator app or a passkey. */
export const HAS_FACTOR = {
  OR: [{ authenticatorApps: { some: CONFIRMED } }, { passkeys: { some: {} } }],
} satisfies Prisma.UserWhereInput;

/** The same condition as SQL, over the table of the person (`u`). */
export const HAS_FACTOR_SQL = Prisma.sql`(
  EXISTS (SELECT 1 FROM "AuthenticatorApp" f WHERE f."userId" = u."id" AND f."confirmedAt" IS NOT NULL)
  OR EXISTS (SELECT 1 FROM "Passkey" f WHERE f."userId" = u."id"))`;

/**
 * Lets changes of one person's factors wait for each other: two at once would each make a first set of recovery codes, or
 * each leave the other's factor as the last one.
 */
export async function lockPerson(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "User" WHERE "id" = ${userId}::uuid FOR NO KEY UPDATE`;
}

export async function hasFactor(tx: Transaction, userId: string): Promise<boolean> {
  return (await tx.user.count({ where: { id: userId, ...HAS_FACTOR } })) > 0;
}

/**
 * Removes the recovery codes of a person whose last factor is gone: there is nothing any more whose place they could take.
 * Call it with the person locked.
 */
export async function dropIdleCodes(tx: Transaction, userId: string): Promise<void> {
  if (!(await hasFactor(tx, userId))) await tx.recoveryCode.deleteMany({ where: { userId } });
}

/** The second steps that a person can take; none where a password alone lets in. */
export async function stepsOf(userId: string): Promise<SecondStep[]> {
  const [apps, passkeys, codes] = await Promise.all([
    database().authenticatorApp.count({ where: { userId, ...CONFIRMED } }),
    database().passkey.count({ where: { userId } }),
    database().recoveryCode.count({ where: { userId, usedAt: null } }),
  ]);
  const can = { code: apps > 0, passkey: passkeys > 0, recovery_code: codes > 0 };
  return can.code || can.passkey ? SECOND_STEPS.filter((step) => can[step]) : [];
}
