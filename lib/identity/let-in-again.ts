import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { forgetSignInAttempts } from "./sign-in-throttle";

/**
 * Forgets the wrong passwords at an account, so that its person can sign in with any browser again.
 * @returns false when there is no such person
 */
export async function letInAgain(userId: string, by: ActedBy): Promise<boolean> {
  const user = await database().user.findUnique({ where: { id: userId } });
  if (!user) return false;
  await forgetSignInAttempts(user.email);
  await recordEvent(database(), {
    workspaceId: null,
    ...by,
    action: "user.let_in",
    outcome: "succeeded",
    target: { type: "user", id: userId, name: user.name },
  });
  return true;
}
