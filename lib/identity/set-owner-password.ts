import "server-only";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { forgetPassword } from "./kept-password";
import { generatePassword } from "./passwords";
import { lockOut } from "./sessions";
import { forgetSignInAttempts } from "./sign-in-throttle";

/** Why no password is set. `message` is for the operator. */
export class NoSuchOwner extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NoSuchOwner";
  }
}

/** @throws NoSuchOwner */
async function findOwner(address: string | null) {
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
    await tx.user.update({ where: { id }, data: { passwordHash } });
    const sessionsEnded = await lockOut(tx, id);
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "user.set_password",
      outcome: "succeeded",
      target: { type: "user", id, name },
      detail: { sessionsEnded },
    });
  });
  await forgetSignInAttempts(email);
  await forgetPassword(dataDir);
  return { email, password };
}
