import "server-only";
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Transaction } from "@/lib/db/client";
import { invitationTokenHash } from "./invitation-token";

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Makes a single-use link token for a person. Links made earlier for the same person stop working.
 * @returns the token; it can't be read again
 */
export async function createInvitation(tx: Transaction, userId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx.invitation.updateMany({ where: { userId, usedAt: null }, data: { expiresAt: new Date(0) } });
  await tx.invitation.create({
    data: {
      id: uuidv7(),
      userId,
      tokenHash: invitationTokenHash(token),
      expiresAt: new Date(Date.now() + LIFETIME_MS),
    },
  });
  return token;
}
