import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { appSecretBinding, seal, unseal } from "@/lib/vault/vault";
import type { SignedInUser } from "../find-caller";
import { leaveNotice } from "../notices";
import { noteFactorGiven } from "../sessions";
import { dropIdleCodes, lockPerson, type Person } from "./factors";
import { firstRecoveryCodes } from "./recovery-codes";
import { appUri, newAppSecret, stepOfCode } from "./totp";

/** A secret that was shown and not confirmed is worth nothing after so long: it may still be on a screen. */
const BEGUN_FOR_MS = 30 * 60 * 1000;

export interface AppView {
  /** Null for a person without an app. */
  app: { addedAt: string; usedAt: string | null } | null;
}

/** Whether a person has an authenticator app, and since when. */
export async function readApp(userId: string): Promise<AppView> {
  const row = await database().authenticatorApp.findFirst({ where: { userId, confirmedAt: { not: null } } });
  if (!row?.confirmedAt) return { app: null };
  return { app: { addedAt: row.confirmedAt.toISOString(), usedAt: row.usedAt?.toISOString() ?? null } };
}

/**
 * Begins to set up an app. It counts once a code of it was typed; until then an earlier one goes on.
 * @param host the portal's, for the name in the app's list
 * @returns the secret, which can't be read again, and its address for a QR code
 */
export async function beginApp(
  user: Person,
  host: string,
  by: ActedBy,
): Promise<{ secret: string; uri: string }> {
  const id = uuidv7();
  const secret = newAppSecret();
  await database().$transaction(async (tx) => {
    await lockPerson(tx, user.id);
    await tx.authenticatorApp.deleteMany({ where: { userId: user.id, confirmedAt: null } });
    await tx.authenticatorApp.create({
      data: { id, userId: user.id, sealedSecret: seal(secret, appSecretBinding(id)) },
    });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "authenticator_app.begin",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
    });
  });
  return { secret, uri: appUri(secret, { host, email: user.email }) };
}

type ConfirmResult =
  /** `recoveryCodes`: those that come with a first factor, to be shown once. */
  | { outcome: "confirmed"; recoveryCodes: string[] | null }
  | { outcome: "wrong" }
  /** Nothing was begun, or too long ago. */
  | { outcome: "not_begun" };

/** Makes the app that was begun the person's app, in place of an earlier one, if this is a code of it. */
export async function confirmApp(user: SignedInUser, code: string, by: ActedBy): Promise<ConfirmResult> {
  return await database().$transaction(async (tx) => {
    await lockPerson(tx, user.id);
    const begun = await tx.authenticatorApp.findFirst({
      where: { userId: user.id, confirmedAt: null, createdAt: { gt: new Date(Date.now() - BEGUN_FOR_MS) } },
    });
    if (!begun) return { outcome: "not_begun" };
    const step = stepOfCode(unseal(begun.sealedSecret, appSecretBinding(begun.id)), code);
    if (step === null) return { outcome: "wrong" };
    const before = await tx.authenticatorApp.deleteMany({
      where: { userId: user.id, confirmedAt: { not: null } },
    });
    // Its first code is used up, too.
    const data = { confirmedAt: new Date(), lastStep: step };
    await tx.authenticatorApp.update({ where: { id: begun.id }, data });
    const recoveryCodes = await firstRecoveryCodes(tx, user.id);
    if (recoveryCodes !== null) await noteFactorGiven(tx, user.sessionId);
    await leaveNotice(tx, user.id, { kind: "factor_added", detail: { passkey: null } }, by.request);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "authenticator_app.add",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { replaced: before.count > 0, recoveryCodesMade: recoveryCodes !== null },
    });
    return { outcome: "confirmed", recoveryCodes };
  });
}

/**
 * Removes a person's app.
 * @returns false where there is none
 */
export async function removeApp(user: Person, by: ActedBy): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    await lockPerson(tx, user.id);
    const removed = await tx.authenticatorApp.deleteMany({
      where: { userId: user.id, confirmedAt: { not: null } },
    });
    if (removed.count === 0) return false;
    await dropIdleCodes(tx, user.id);
    await leaveNotice(tx, user.id, { kind: "factor_removed", detail: { passkey: null } }, by.request);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "authenticator_app.remove",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
    });
    return true;
  });
}

/**
 * Uses a code of a person's app up. The database decides: of two requests at once one has it, and a step that was used is
 * refused for ever, with all before it (RFC 6238, section 5.2).
 *
 * @returns whether it is a code of the app that was not used yet
 */
export async function takeAppCode(userId: string, code: string): Promise<boolean> {
  const app = await database().authenticatorApp.findFirst({ where: { userId, confirmedAt: { not: null } } });
  if (!app) return false;
  const step = stepOfCode(unseal(app.sealedSecret, appSecretBinding(app.id)), code);
  if (step === null) return false;
  const taken = await database().authenticatorApp.updateMany({
    where: { id: app.id, lastStep: { lt: step } },
    data: { lastStep: step, usedAt: new Date() },
  });
  return taken.count === 1;
}
