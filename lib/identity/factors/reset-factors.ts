import "server-only";
import type { ActedBy } from "@/lib/audit/event";
import { database, type Transaction } from "@/lib/db/client";
import { keepOwners, lockOwners } from "../last-owner";
import { leaveNotice } from "../notices";
import { recordInAllLogs } from "../record-in-all-logs";
import { lockOut } from "../sessions";
import { hasFactor } from "./factors";

type ResetResult = "reset" | "not_found" | "oneself" | "none";

/**
 * Removes all second factors and recovery codes of a person, begun ones included.
 * @returns whether there was an app, and how many passkeys
 */
export async function removeFactors(
  tx: Transaction,
  userId: string,
): Promise<{ app: boolean; passkeys: number }> {
  const where = { userId };
  const apps = await tx.authenticatorApp.deleteMany({ where: { ...where, confirmedAt: { not: null } } });
  await tx.authenticatorApp.deleteMany({ where });
  const passkeys = await tx.passkey.deleteMany({ where });
  await tx.recoveryCode.deleteMany({ where });
  await tx.passkeyChallenge.deleteMany({ where });
  return { app: apps.count > 0, passkeys: passkeys.count };
}

/**
 * Takes what somebody has lost off their account. From then on their password alone lets in, so their sessions and links end, the
 * logs of all their workspaces say who did it, and they get a notice. Call it with the person locked.
 */
export async function removeLostFactors(
  tx: Transaction,
  { id, name }: { id: string; name: string },
  by: ActedBy,
): Promise<void> {
  const removed = await removeFactors(tx, id);
  const sessionsEnded = await lockOut(tx, id);
  const maker = by.actor.type === "system" ? null : by.actor.name;
  await leaveNotice(tx, id, { kind: "factors_reset", detail: { by: maker } }, by.request);
  await recordInAllLogs(tx, id, {
    ...by,
    action: "user.reset_factors",
    outcome: "succeeded",
    target: { type: "user", id, name },
    detail: { ...removed, sessionsEnded },
  });
}

/**
 * Removes all second factors and recovery codes of somebody who has lost them, as an owner does it. Nobody does it for themselves:
 * a session that was left open must be no way around the second factor.
 *
 * @throws Problem `conflict` where no owner could sign in any more, or none while a provider fails
 */
export async function resetFactors(userId: string, by: ActedBy): Promise<ResetResult> {
  if (by.actor.id === userId) return "oneself";
  return await database().$transaction(async (tx) => {
    await lockOwners(tx, userId);
    const user = await tx.user.findUnique({ where: { id: userId } });
    if (!user) return "not_found";
    if (!(await hasFactor(tx, userId))) return "none";
    await removeLostFactors(tx, user, by);
    if (user.isOwner) await keepOwners(tx, "way");
    return "reset";
  });
}
