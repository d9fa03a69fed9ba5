import "server-only";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import { portalLink } from "@/lib/mail/mail-settings";
import { hasFactor } from "./factors/factors";
import { removeLostFactors } from "./factors/reset-factors";
import { lockOwners } from "./last-owner";
import { leaveNotice } from "./notices";
import { createLink } from "./password-links";
import { recordInAllLogs } from "./record-in-all-logs";
import { findOwner, NoSuchOwner } from "./set-owner-password";
import { forgetSignInAttempts } from "./sign-in-throttle";

/** A link by which an owner sets a new password. */
interface Rescue {
  email: string;
  link: string;
  minutes: number;
  /** Whether the new password alone won't let them in. */
  needsFactor: boolean;
}

/**
 * Makes a link for an owner who can't sign in, for an operator who may run programs on the server. The password stays until the
 * link is used. Whoever has the link can become the owner, so all their logs have an event, and they get a notice.
 *
 * @param address the owner's; null where there is only one
 * @param options.removeFactors whether their second factors are removed, which the link itself never does
 * @throws NoSuchOwner also for one without a second factor, where it is to be removed
 */
export async function rescueOwner(address: string | null, { removeFactors = false } = {}): Promise<Rescue> {
  const { id, email, name } = await findOwner(address);
  const { path, minutes, needsFactor } = await database().$transaction(async (tx) => {
    await lockOwners(tx);
    if (removeFactors) {
      if (!(await hasFactor(tx, id))) throw new NoSuchOwner(`${email} has no second factor`);
      await removeLostFactors(tx, { id, name }, { actor: SYSTEM_ACTOR, request: null });
    }
    const link = await createLink(tx, id, { kind: "rescue", madeBy: null });
    await leaveNotice(tx, id, { kind: "rescue_link", detail: {} });
    await recordInAllLogs(tx, id, {
      actor: SYSTEM_ACTOR,
      action: "password_reset.rescue",
      outcome: "succeeded",
      target: { type: "user", id, name },
    });
    return { ...link, needsFactor: await hasFactor(tx, id) };
  });
  await forgetSignInAttempts(email);
  return { email, link: portalLink(path), minutes, needsFactor };
}
