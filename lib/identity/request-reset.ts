import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import { type AuditRequest, SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { countRepeat } from "@/lib/audit/tally/tallies";
import { database } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { mailSettings } from "@/lib/mail/mail-settings";
import { putMail } from "@/lib/mail/outbox";
import { createLink } from "./password-links";
import { sourceKey } from "./sign-in-source";
import { bookReset } from "./sign-in-throttle";

/** Why nobody gets a link. The log's readers see it, and never the person who asked. */
export type ResetRefusal = "no_mail" | "unknown_address" | "disabled" | "no_password";

function refusalOf(user: User | null): ResetRefusal | null {
  if (mailSettings() === null) return "no_mail";
  if (user === null) return "unknown_address";
  if (user.disabledAt !== null) return "disabled";
  // Somebody who never had one signs in another way, or has an invitation.
  return user.passwordHash === null ? "no_password" : null;
}

/**
 * Records that nobody gets a link: the first time at once, repeats as a count. Addresses that nobody has are one event of their network
 * and not named: whoever makes them up could fill the log with them.
 */
async function recordNone(
  email: string,
  user: User | null,
  outcome: "failed" | "denied",
  code: ResetRefusal | "too_many_requests",
  request: AuditRequest,
): Promise<void> {
  await countRepeat({
    key: user ? `reset|${code}|${email}` : `reset|${code}|from|${sourceKey(request.ip)}`,
    event: {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "password_reset.request",
      outcome,
      target: user ? { type: "user", id: user.id, name: user.name } : null,
      request,
      detail: { code },
    },
  });
}

async function sendLink({ id, name }: User, request: AuditRequest): Promise<void> {
  await database().$transaction(async (tx) => {
    const { token: _, ...link } = await createLink(tx, id, { kind: "reset", madeBy: null });
    await putMail(tx, id, { kind: "password_reset_link", detail: { link } }, request);
    await recordEvent(tx, {
      workspaceId: null,
      actor: SYSTEM_ACTOR,
      action: "password_reset.request",
      outcome: "succeeded",
      target: { type: "user", id, name },
      request,
    });
  });
}

/** @returns how many seconds to wait, where so many wanted a link that the caller may know it; else null */
async function answer(email: string, request: AuditRequest): Promise<number | null> {
  const throttle = await bookReset(email, request.ip);
  if (throttle && throttle.scope !== "address") return throttle.seconds;
  const user = await database().user.findUnique({ where: { email } });
  if (throttle) {
    await recordNone(email, user, "denied", "too_many_requests", request);
    return null;
  }
  const refusal = refusalOf(user);
  if (user === null || refusal !== null)
    await recordNone(email, user, "failed", refusal ?? "unknown_address", request);
  else await sendLink(user, request);
  return null;
}

/** Longer than any of the answers takes, so that none is known by its time. */
const ANSWER_AFTER_MS = 400;

/**
 * Sends a link for a new password to an address, if somebody with a password has it. The caller can't know whether: the
 * outcome is the same for every address, after the same time.
 *
 * @param email in the form in which addresses are stored
 * @returns how many seconds to wait, where too many links were asked for from one network, or in the whole portal; else null
 */
export async function requestReset(email: string, request: AuditRequest): Promise<number | null> {
  const [seconds] = await Promise.all([answer(email, request), wait(ANSWER_AFTER_MS)]);
  return seconds;
}
