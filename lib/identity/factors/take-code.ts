import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import type { SignInMethod } from "../sign-in-methods";
import { bookCodeAttempt, takeBackCodeAttempt } from "../sign-in-throttle";
import { takeAppCode } from "./authenticator-app";
import type { Person } from "./factors";
import { readRecoveryCode, takeRecoveryCode } from "./recovery-codes";

type CodeResult =
  | { outcome: "right"; method: Extract<SignInMethod, "password_code" | "recovery_code"> }
  | { outcome: "wrong" }
  /** Too many wrong ones; `seconds` to wait. A recovery code is taken nevertheless. */
  | { outcome: "throttled"; seconds: number };

/**
 * Uses up a code that a person typed: one of their app, or a recovery code. Six digits can be guessed by whoever has the
 * password and time, so wrong ones are counted for a day, wherever they come from; recovery codes are too long for that.
 *
 * @param typed as it was typed
 */
export async function takeCode(user: Person, typed: string, by: ActedBy): Promise<CodeResult> {
  const recoveryCode = readRecoveryCode(typed);
  if (recoveryCode !== null) {
    const taken = await takeRecoveryCode(user, recoveryCode, by);
    return taken ? { outcome: "right", method: "recovery_code" } : { outcome: "wrong" };
  }
  const throttle = await bookCodeAttempt(user.email);
  if (throttle) return { outcome: "throttled", seconds: throttle.seconds };
  if (!(await takeAppCode(user.id, typed.replaceAll(/\s/g, "")))) return { outcome: "wrong" };
  await takeBackCodeAttempt(user.email);
  return { outcome: "right", method: "password_code" };
}
