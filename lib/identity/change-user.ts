import "server-only";
import type { ActedBy, AuditFieldChange } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { User } from "@/lib/db/generated/client";
import { lockOut } from "./sessions";

type ChangeUserResult = "changed" | "not_found" | "last_owner" | "oneself";

interface UserChange {
  name?: string;
  disabled?: boolean;
  owner?: boolean;
}

/**
 * Locks a person, and all owners, always in the same order. Two owners who demote each other at once must not both
 * succeed, and the value before in an event must be the one that the change replaced.
 */
async function lockUsers(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "User" WHERE "isOwner" OR "id" = ${id}::uuid ORDER BY "id" FOR NO KEY UPDATE`;
}

/** At least one owner who can sign in must remain, or nobody could manage the portal any more. */
async function isLastOwner(tx: Transaction, userId: string): Promise<boolean> {
  const others = await tx.user.count({
    where: { isOwner: true, disabledAt: null, passwordHash: { not: null }, id: { not: userId } },
  });
  return others === 0;
}

/**
 * Where the person is the only admin who can sign in, the owner who disables them becomes an admin too: otherwise
 * nobody could manage the workspace any more.
 */
async function takeOverWorkspaces(tx: Transaction, userId: string, by: ActedBy): Promise<void> {
  const ownerId = by.actor.id;
  if (!ownerId) return;
  const alone = await tx.workspace.findMany({
    where: {
      bindings: {
        some: { userId, role: "admin" },
        none: {
          role: "admin",
          userId: { not: userId },
          user: { disabledAt: null, passwordHash: { not: null } },
        },
      },
    },
    select: { id: true },
  });
  for (const { id: workspaceId } of alone) {
    const key = { userId: ownerId, workspaceId };
    await tx.$queryRaw`
      SELECT 1 FROM "Binding" WHERE "userId" = ${ownerId}::uuid AND "workspaceId" = ${workspaceId}::uuid FOR UPDATE`;
    const before = await tx.binding.findUnique({ where: { userId_workspaceId: key } });
    await tx.binding.upsert({
      where: { userId_workspaceId: key },
      create: { ...key, role: "admin" },
      update: { role: "admin" },
    });
    await recordEvent(tx, {
      workspaceId,
      ...by,
      action: before ? "binding.change" : "binding.add",
      outcome: "succeeded",
      target: { type: "user", id: ownerId, name: by.actor.name },
      changes: [{ path: "/role", before: before?.role ?? null, after: "admin" }],
    });
  }
}

function changesOf(before: User, change: UserChange): AuditFieldChange[] {
  const changes: AuditFieldChange[] = [];
  const note = (path: string, was: unknown, is: unknown) => {
    if (is !== undefined && was !== is) changes.push({ path, before: was, after: is });
  };
  note("/name", before.name, change.name);
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
): Promise<"oneself" | "last_owner" | null> {
  if (change.disabled && by.actor.id === before.id) return "oneself";
  const losesOwner = before.isOwner && (change.owner === false || change.disabled === true);
  return losesOwner && (await isLastOwner(tx, before.id)) ? "last_owner" : null;
}

/** When the person was disabled; undefined leaves it as it is. */
function disabledSince(before: User, disabled: boolean | undefined): Date | null | undefined {
  if (disabled === undefined) return undefined;
  return disabled ? (before.disabledAt ?? new Date()) : null;
}

/** Renames, disables or enables a person, or changes whether they are an owner. Disabling ends all their sessions. */
export async function changeUser(id: string, change: UserChange, by: ActedBy): Promise<ChangeUserResult> {
  return await database().$transaction(async (tx) => {
    await lockUsers(tx, id);
    const before = await tx.user.findUnique({ where: { id } });
    if (!before) return "not_found";
    const refusal = await refusalOf(tx, before, change, by);
    if (refusal) return refusal;
    const disabledAt = disabledSince(before, change.disabled);
    await tx.user.update({ where: { id }, data: { name: change.name, isOwner: change.owner, disabledAt } });
    const sessionsEnded = change.disabled ? await lockOut(tx, id) : 0;
    if (change.disabled) await takeOverWorkspaces(tx, id, by);
    const changes = changesOf(before, change);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: actionOf(changes),
      outcome: "succeeded",
      target: { type: "user", id, name: change.name ?? before.name },
      changes,
      detail: change.disabled ? { sessionsEnded } : {},
    });
    return "changed";
  });
}
