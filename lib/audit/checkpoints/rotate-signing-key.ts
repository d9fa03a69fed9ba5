import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { addSigningKey, lockSigningKeys, type SigningKey } from "./signing-key";

/** Retires the key that signs now and makes a new one. Notes that the old one signed stay valid: its row stays. */
export async function rotateSigningKey(by: ActedBy): Promise<SigningKey> {
  return await database().$transaction(async (tx) => {
    await lockSigningKeys(tx);
    await tx.auditSigningKey.updateMany({ where: { retiredAt: null }, data: { retiredAt: new Date() } });
    return await addSigningKey(tx, "signing_key.rotate", by);
  });
}
