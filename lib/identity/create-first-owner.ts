import "server-only";
import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { forgetPassword, keepPassword, readKeptPassword } from "./kept-password";
import { hashPassword, passwordFits } from "./passwords";
import { FIRST_OWNER_NAME } from "./rules";

export interface FirstOwner {
  id: string;
  email: string;
  /** Set when it was generated here, and nobody has signed in yet. */
  generatedPassword: string | null;
  /** Whether this call made the owner, and not an earlier one. */
  madeNow: boolean;
}

/** A password that nobody can guess, short enough to copy by hand. */
export function generatedPassword(): string {
  return randomBytes(15).toString("base64url");
}

const OWNERS = { where: { isOwner: true } };

/**
 * Makes the first owner when there is none. There can be other people before: those of the demo's past, of whom nobody is
 * an owner. A generated password is kept in the data folder before the owner is made, so that it outlives a killed start.
 *
 * @param dataDir where a generated password is kept until somebody signs in
 * @returns an owner made by an earlier start, too, as long as nobody has signed in with a generated password; null when
 *   the portal is in use
 */
export async function createFirstOwner(
  address: string,
  password: string | undefined,
  dataDir: string,
): Promise<FirstOwner | null> {
  // The usual start: a password is hashed only where one is needed, since that is made to take its time.
  if ((await database().user.count(OWNERS)) > 0) return await waitingOwner(dataDir);
  const email = normaliseEmail(address);
  const chosen = password ?? (await readKeptPassword(dataDir))?.password ?? generatedPassword();
  const passwordHash = await hashPassword(chosen);
  if (password === undefined) await keepPassword(dataDir, { email, password: chosen });
  const id = uuidv7();
  const made = await makeOwner({ id, email, passwordHash }, password === undefined);
  if (!made || password !== undefined) await forgetPassword(dataDir);
  return made ? { id, email, generatedPassword: password ? null : chosen, madeNow: true } : null;
}

async function makeOwner(
  { id, email, passwordHash }: { id: string; email: string; passwordHash: string },
  passwordGenerated: boolean,
): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    // Replicas may start together on an empty database: the lock lets one of them through at a time.
    await tx.$executeRaw`LOCK TABLE "User" IN SHARE ROW EXCLUSIVE MODE`;
    if ((await tx.user.count(OWNERS)) > 0) return false;
    await tx.user.create({ data: { id, email, name: FIRST_OWNER_NAME, passwordHash, isOwner: true } });
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "user.join",
      outcome: "succeeded",
      target: { type: "user", id, name: FIRST_OWNER_NAME },
      changes: [
        { path: "/email", before: null, after: email },
        { path: "/name", before: null, after: FIRST_OWNER_NAME },
        { path: "/owner", before: null, after: true },
      ],
      detail: { passwordGenerated },
    });
    return true;
  });
}

/** The first owner whose generated password is kept, right, and not used yet. Any other kept password is removed. */
async function waitingOwner(dataDir: string): Promise<FirstOwner | null> {
  const kept = await readKeptPassword(dataDir);
  if (!kept) return null;
  const { email, password } = kept;
  const user = await database().user.findUnique({ where: { email } });
  const waits =
    user !== null &&
    (await database().session.count({ where: { userId: user.id } })) === 0 &&
    (await passwordFits(user.passwordHash, password));
  if (waits) return { id: user.id, email, generatedPassword: password, madeNow: false };
  await forgetPassword(dataDir);
  return null;
}
