import "server-only";
import { randomInt } from "node:crypto";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { leaveNotice } from "../notices";
import { tokenHash } from "../secret-token";
import { hasFactor, lockPerson, type Person } from "./factors";

/** How many a person has at a time. */
export const RECOVERY_CODES = 10;

/** Crockford's base32: no letter that looks like another sign. */
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/**
 * Of five bits each, so that a code has 120. From 112 on a hash needs no slow function (OWASP ASVS 5.0, 6.5.2), since nobody can go
 * through so many.
 */
const LENGTH = 24;

function newRecoveryCode(): string {
  const signs = Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return signs.replaceAll(/.{4}(?=.)/g, "$&-");
}

/** Returns a typed recovery code as it is hashed; null for a text that is none. */
export function readRecoveryCode(typed: string): string | null {
  const signs = typed.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  return signs.length === LENGTH && [...signs].every((sign) => SIGNS.includes(sign)) ? signs : null;
}

/** How many codes a person has left. */
export async function recoveryCodesLeft(userId: string): Promise<number> {
  return await database().recoveryCode.count({ where: { userId, usedAt: null } });
}

/** Makes new codes in place of all earlier ones. They can't be read again. */
async function replaceCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, codeHash: tokenHash(readRecoveryCode(code) ?? code) })),
  });
  return codes;
}

/** Makes the codes that come with a first factor; null for somebody who has some, used or not. */
export async function firstRecoveryCodes(tx: Transaction, userId: string): Promise<string[] | null> {
  if ((await tx.recoveryCode.count({ where: { userId } })) > 0) return null;
  return await replaceCodes(tx, userId);
}

/**
 * Makes new codes; the earlier ones are worth nothing any more.
 * @returns null for somebody without a factor, whose place a code could take
 */
export async function renewRecoveryCodes(user: Person, by: ActedBy): Promise<string[] | null> {
  return await database().$transaction(async (tx) => {
    await lockPerson(tx, user.id);
    if (!(await hasFactor(tx, user.id))) return null;
    const codes = await replaceCodes(tx, user.id);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "recovery_codes.make",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
    });
    return codes;
  });
}

/**
 * Uses a code up. The database decides, so that of two requests at once one has it. Its person gets a notice: somebody else
 * may have found their list.
 *
 * @param code as `readRecoveryCode` returns it
 * @returns whether it was one of this person that was not used yet
 */
export async function takeRecoveryCode(user: Person, code: string, by: ActedBy): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const taken = await tx.recoveryCode.updateMany({
      where: { userId: user.id, codeHash: tokenHash(code), usedAt: null },
      data: { usedAt: new Date() },
    });
    if (taken.count === 0) return false;
    const left = await tx.recoveryCode.count({ where: { userId: user.id, usedAt: null } });
    await leaveNotice(tx, user.id, { kind: "recovery_code_used", detail: { left } }, by.request);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "recovery_codes.use",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { left },
    });
    return true;
  });
}
