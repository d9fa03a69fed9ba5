import "server-only";
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { hashPassword } from "./passwords";

export interface FirstOwner {
  id: string;
  email: string;
  /** Set when it was generated here: the only moment at which anyone can read it. */
  generatedPassword: string | null;
}

const OWNERS = { where: { isOwner: true } };

/**
 * Makes the first owner when there is none. There can be other people before: those of the demo's past, of whom nobody is
 * an owner.
 * @returns null when there is an owner already
 */
export async function createFirstOwner(
  address: string,
  password: string | undefined,
): Promise<FirstOwner | null> {
  // The usual start: a password is hashed only where one is needed, since that is made to take its time.
  if ((await database().user.count(OWNERS)) > 0) return null;
  const email = normaliseEmail(address);
  const chosen = password ?? randomBytes(15).toString("base64url");
  const passwordHash = await hashPassword(chosen);
  const id = uuidv7();
  const made = await database().$transaction(async (tx) => {
    // Replicas may start together on an empty database: the lock lets one of them through at a time.
    await tx.$executeRaw`LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE`;
    if ((await tx.user.count(OWNERS)) > 0) return false;
    await tx.user.create({ data: { id, email, name: "Owner", passwordHash, isOwner: true } });
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "user.join",
      outcome: "succeeded",
      target: { type: "user", id, name: "Owner" },
      changes: [
        { path: "/email", before: null, after: email },
        { path: "/name", before: null, after: "Owner" },
        { path: "/owner", before: null, after: true },
      ],
      detail: { passwordGenerated: password === undefined },
    });
    return true;
  });
  return made ? { id, email, generatedPassword: password ? null : chosen } : null;
}
