import "server-only";
import { v7 as uuidv7 } from "uuid";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { forgetPassword, keepPassword, readKeptPassword } from "./kept-password";
import type { PasswordOwner } from "./password-rule";
import { generatePassword, newPassword, passwordFits } from "./passwords";
import { FIRST_OWNER_NAME } from "./rules";

export interface FirstOwner {
  id: string;
  email: string;
  /** Set when it was generated here, and nobody has signed in yet. */
  generatedPassword: string | null;
  /** Whether this call made the owner, and not an earlier one. */
  madeNow: boolean;
}

/** The first owner can't be made with the password that an operator chose. `message` is the reason. */
export class UnfitOwnerPassword extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnfitOwnerPassword";
  }
}

const OWNERS = { where: { isOwner: true } };

const firstOwner = (address: string) => ({ email: normaliseEmail(address), name: FIRST_OWNER_NAME });

/**
 * Checks the password that an operator chose, as early as there is a database: an owner who exists may have an older one.
 * @throws UnfitOwnerPassword
 */
export async function checkOwnerPassword(address: string, password: string): Promise<void> {
  const chosen = newPassword(password, firstOwner(address));
  if ("unfit" in chosen && (await database().user.count(OWNERS)) === 0)
    throw new UnfitOwnerPassword(chosen.unfit);
}

/** The password of an owner to be, and its hash: the chosen one, else the one that an earlier start kept, else a new one. */
async function ownerPassword(owner: PasswordOwner, chosen: string | undefined, dataDir: string) {
  const given = chosen ?? (await readKeptPassword(dataDir))?.password;
  if (given === undefined) return await generatePassword(owner);
  const made = newPassword(given, owner);
  if ("hash" in made) return { password: given, passwordHash: await made.hash() };
  if (chosen !== undefined) throw new UnfitOwnerPassword(made.unfit);
  return await generatePassword(owner);
}

/**
 * Makes the first owner when there is none. There can be other people before: those of the demo's past, of whom nobody is
 * an owner. A generated password is kept in the data folder before the owner is made, so that it outlives a killed start.
 *
 * @param dataDir where a generated password is kept until somebody signs in
 * @returns an owner made by an earlier start, too, as long as nobody has signed in with a generated password; null when
 *   the portal is in use
 * @throws UnfitOwnerPassword
 */
export async function createFirstOwner(
  address: string,
  password: string | undefined,
  dataDir: string,
): Promise<FirstOwner | null> {
  // The usual start: a password is hashed only where one is needed, since that is made to take its time.
  if ((await database().user.count(OWNERS)) > 0) return await waitingOwner(dataDir);
  const { email, name } = firstOwner(address);
  const { password: chosen, passwordHash } = await ownerPassword({ email, name }, password, dataDir);
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
    const generatedHash = passwordGenerated ? passwordHash : null;
    await tx.user.create({
      data: { id, email, name: FIRST_OWNER_NAME, passwordHash, generatedHash, isOwner: true },
    });
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

/** The first owner whose generated password is kept, right, and not replaced yet. Any other kept password is removed. */
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
