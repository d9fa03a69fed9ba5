import "server-only";
import type { ActedBy, AuditFieldChange } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { adoptWorkspaces } from "./adopt-workspaces";
import { revokeAllTokens } from "./api-tokens";
import { lacksBreakGlass } from "./enforced-domains";
import { lockOwners } from "./last-owner";
import { endAllSessions, lockOut, voidLinks } from "./sessions";
import { CAN_SIGN_IN } from "./users";

type ChangeUserResult = "changed" | "not_found" | ChangeRefusal;

/** Why a change is refused. */
type ChangeRefusal = "last_owner" | "last_break_glass" | "oneself" | "has_left";

/** What to change; what is left out stays. */
export interface UserChange {
  name?: string | undefined;
  /** Null for that of the browser. */
  timeZone?: string | null | undefined;
  disabled?: boolean;
  owner?: boolean;
  /** In normal form. Only a directory changes it, for an address that nobody else has. */
  email?: string;
}

/** At least one owner who can sign in must remain, or nobody could manage the portal any more. */
async function isLastOwner(tx: Transaction, userId: string): Promise<boolean> {
  const others = await tx.user.count({
    where: { isOwner: true, ...CAN_SIGN_IN, id: { not: userId } },
  });
  return others === 0;
}

/** Where the person is an admin: these workspaces may have nobody left who can manage them. */
async function takeOverWorkspaces(tx: Transaction, userId: string, by: ActedBy): Promise<void> {
  const led = await tx.binding.findMany({ where: { userId, role: "admin" }, select: { workspaceId: true } });
  const ids = led.map(({ workspaceId }) => workspaceId);
  await adoptWorkspaces(tx, ids, by.actor.id, by);
}

function changesOf(before: User, change: UserChange): AuditFieldChange[] {
  const changes: AuditFieldChange[] = [];
  const note = (path: string, was: unknown, is: unknown) => {
    if (is !== undefined && was !== is) changes.push({ path, before: was, after: is });
  };
  note("/name", before.name, change.name);
  note("/email", before.email, change.email);
  note("/timeZone", before.timeZone, change.timeZone);
  note("/owner", before.isOwner, change.owner);
  note("/disabled", before.disabledAt !== null, change.disabled);
  return changes;
}

/** Names the action. Disabling is one only where it changed something; an act without changes is an update. */
function actionOf(changes: AuditFieldChange[]) {
  const disabled = changes.find(({ path }) => path === "/disabled");
  if (!disabled) return "user.update";
  return disabled.after === true ? "user.disable" : "user.enable";
}

/** Why a change is refused: nobody would be left to manage the portal, or a workspace whose only admin this person is. */
async function refusalOf(
  tx: Transaction,
  before: User,
  change: UserChange,
  by: ActedBy,
): Promise<ChangeRefusal | null> {
  // Nobody can sign in under a pseudonym, and a name would undo it.
  if (before.pseudonymisedAt) return "has_left";
  if (change.disabled && by.actor.id === before.id) return "oneself";
  const losesOwner = before.isOwner && (change.owner === false || change.disabled === true);
  if (!losesOwner) return null;
  if (await isLastOwner(tx, before.id)) return "last_owner";
  return (await lacksBreakGlass(tx, before.id)) ? "last_break_glass" : null;
}

/** When the person was disabled: whoever is disabled already stays so since then. */
function disabledSince(before: User, disabled: boolean): Date | null {
  return disabled ? (before.disabledAt ?? new Date()) : null;
}

/** How much was ended of what lets a person in. */
interface Ended {
  sessionsEnded?: number;
  tokensRevoked?: number;
}

/**
 * Ends everything by which somebody who is disabled gets in, and the sessions of somebody who becomes an owner: a cookie that
 * was copied before must not get an owner's rights. A link that went to a former address ends with it: somebody else may have that one.
 */
async function endAccess(tx: Transaction, before: User, change: UserChange): Promise<Ended> {
  const { id } = before;
  if (change.email !== undefined) await voidLinks(tx, id);
  if (change.disabled)
    return { sessionsEnded: await lockOut(tx, id), tokensRevoked: await revokeAllTokens(tx, id) };
  return change.owner === true && !before.isOwner ? { sessionsEnded: await endAllSessions(tx, id) } : {};
}

/** Renames, disables or enables a person, or changes whether they are an owner. */
export async function changeUser(id: string, change: UserChange, by: ActedBy): Promise<ChangeUserResult> {
  return await database().$transaction((tx) => changeUserWithin(tx, id, change, by));
}

/**
 * Does the same within a transaction.
 * @param directoryId the directory that disables somebody, and may let them in again; null for a person who does
 */
export async function changeUserWithin(
  tx: Transaction,
  id: string,
  change: UserChange,
  by: ActedBy,
  directoryId: string | null = null,
): Promise<ChangeUserResult> {
  await lockOwners(tx, id);
  const before = await tx.user.findUnique({ where: { id } });
  if (!before) return "not_found";
  const refusal = await refusalOf(tx, before, change, by);
  if (refusal) return refusal;
  const { name, email, timeZone, disabled, owner: isOwner } = change;
  const state =
    disabled === undefined
      ? {}
      : { disabledAt: disabledSince(before, disabled), disabledById: disabled ? directoryId : null };
  await tx.user.update({ where: { id }, data: { name, email, timeZone, isOwner, ...state } });
  const ended = await endAccess(tx, before, change);
  if (disabled) await takeOverWorkspaces(tx, id, by);
  const changes = changesOf(before, change);
  await recordEvent(tx, {
    workspaceId: null,
    ...by,
    action: actionOf(changes),
    outcome: "succeeded",
    target: { type: "user", id, name: name ?? before.name },
    changes,
    detail: ended,
  });
  return "changed";
}
