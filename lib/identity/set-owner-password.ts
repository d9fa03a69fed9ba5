import "server-only";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { exceptFromProvider } from "./enforced-domains";
import { forgetPassword } from "./kept-password";
import { generatePassword } from "./passwords";
import { lockOut } from "./sessions";
import { forgetSignInAttempts } from "./sign-in-throttle";

/** Why nothing is done for an owner. `message` is for the operator. */
export class NoSuchOwner extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NoSuchOwner";
  }
}

/**
 * Returns an owner who may sign in.
 * @param address the owner's; null where there is only one
 * @throws NoSuchOwner
 */
export async function findOwner(address: string | null) {
  const owners = await database().user.findMany({
    where: { isOwner: true, disabledAt: null, ...(address ? { email: normaliseEmail(address) } : {}) },
    orderBy: { createdAt: "asc" },
  });
  const [owner, ...others] = owners;
  if (!owner)
    throw new NoSuchOwner(
      address ? `${address} is no owner who may sign in` : "there is no owner yet: npm start makes one",
    );
  if (others.length > 0)
    throw new NoSuchOwner(
      `there are several owners, name one: ${owners.map(({ email }) => email).join(", ")}`,
    );
  return owner;
}

/**
 * Sets a new, generated password for an owner, for an operator who may run programs on the server: nobody who could make
 * a link for a new one can sign in. All the owner's sessions end, and the log says so.
 *
 * @param address the owner's; null where there is only one
 * @returns the password, which is stored nowhere
 * @throws NoSuchOwner
 */
export async function setOwnerPassword(
  address: string | null,
  dataDir: string,
): Promise<{ email: string; password: string }> {
  const { id, email, name } = await findOwner(address);
  const { password, passwordHash } = await generatePassword({ email, name });
  await database().$transaction(async (tx) => {
    await tx.user.update({
      where: { id },
      data: { passwordHash, generatedHash: passwordHash, generatedUsedAt: null },
    });
    const sessionsEnded = await lockOut(tx, id);
    // It would be of no use to an owner whose domain signs in by a provider alone.
    const provider = await exceptFromProvider(tx, { id, email, isOwner: true });
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "user.set_password",
      outcome: "succeeded",
      target: { type: "user", id, name },
      detail: { sessionsEnded, ...(provider ? { provider: provider.name } : {}) },
    });
  });
  await forgetSignInAttempts(email);
  await forgetPassword(dataDir);
  return { email, password };
}
