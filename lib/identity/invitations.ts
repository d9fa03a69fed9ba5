import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy, AuditRequest } from "@/lib/audit/event";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { normaliseEmail } from "@/lib/text/email-address";
import { leaveNotice } from "./notices";
import { newPassword } from "./passwords";
import { newSecretToken, tokenHash } from "./secret-token";
import { lockOut } from "./sessions";
import { userActor } from "./users";

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * Makes a single-use link token for a person. Links made earlier for the same person stop working.
 * @returns the token; it can't be read again
 */
async function createInvitation(tx: Transaction, userId: string, madeBy: string | null): Promise<string> {
  const token = newSecretToken();
  const now = recordTime();
  await tx.invitation.updateMany({ where: { userId, usedAt: null }, data: { expiresAt: new Date(0) } });
  await tx.invitation.create({
    data: {
      id: uuidv7(),
      userId,
      tokenHash: tokenHash(token),
      madeBy,
      createdAt: now,
      expiresAt: new Date(now.getTime() + LIFETIME_MS),
    },
  });
  return token;
}

/** Returns the person that a link is for; null when it was used, has expired, or never existed. */
export async function findInvitation(token: string): Promise<{ name: string; email: string } | null> {
  const row = await database().invitation.findUnique({
    where: { tokenHash: tokenHash(token), usedAt: null, expiresAt: { gt: recordTime() } },
    include: { user: true },
  });
  return row && !row.user.disabledAt ? { name: row.user.name, email: row.user.email } : null;
}

/**
 * Records an event about a person in the logs of all their workspaces and in the portal's: whoever can sign in as them can act
 * in each of these. The logs are written in one order, so that two such events never wait for each other.
 */
async function recordInAllLogs(
  tx: Transaction,
  userId: string,
  event: Omit<NewAuditEvent<"user.invite" | "user.join">, "workspaceId">,
): Promise<void> {
  const bindings = await tx.binding.findMany({
    where: { userId },
    orderBy: { workspaceId: "asc" },
    select: { workspaceId: true },
  });
  for (const workspaceId of [...bindings.map((binding) => binding.workspaceId), null])
    await recordEvent(tx, { ...event, workspaceId });
}

/**
 * A fresh link for a person whose invitation ran out, or who lost the password. Whoever has it can become that person, so the
 * logs of all their workspaces say who made it, and so does a notice for the person.
 *
 * @returns the token, or null when there is no such person or they are disabled
 */
export async function renewInvitation(userId: string, by: ActedBy): Promise<string | null> {
  return await database().$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { id: userId, disabledAt: null } });
    if (!user) return null;
    const token = await createInvitation(tx, userId, by.actor.name);
    const hasPassword = user.passwordHash !== null;
    if (hasPassword) await leaveNotice(tx, userId, { kind: "password_link", detail: { by: by.actor.name } });
    await recordInAllLogs(tx, userId, {
      ...by,
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { renewed: true, hasPassword },
    });
    return token;
  });
}

type AcceptResult =
  | { outcome: "joined" }
  /** The link no longer works. */
  | { outcome: "spent" }
  /** The password breaks the rule, for the reason that `why` names. The link still works. */
  | { outcome: "unfit"; why: string };

/**
 * Sets the person's password and uses the link up, in one transaction: of two attempts at once, one wins.
 * The person's sessions are ended, since they may have requested the link because somebody else knows the password.
 */
export async function acceptInvitation(
  token: string,
  password: string,
  request: AuditRequest,
): Promise<AcceptResult> {
  const person = await findInvitation(token);
  if (!person) return { outcome: "spent" };
  const chosen = newPassword(password, person);
  if ("unfit" in chosen) return { outcome: "unfit", why: chosen.unfit };
  // Hashing is expensive on purpose, and anybody may call this: so only a link that works causes it.
  const passwordHash = await chosen.hash();
  return await database().$transaction(async (tx) => {
    const now = recordTime();
    const used = await tx.invitation.updateManyAndReturn({
      where: {
        tokenHash: tokenHash(token),
        usedAt: null,
        expiresAt: { gt: now },
        user: { disabledAt: null },
      },
      data: { usedAt: now },
    });
    const [invitation] = used;
    if (!invitation) return { outcome: "spent" };
    const before = await tx.user.findUniqueOrThrow({ where: { id: invitation.userId } });
    const user = await tx.user.update({ where: { id: before.id }, data: { passwordHash } });
    const sessionsEnded = await lockOut(tx, user.id);
    const firstPassword = before.passwordHash === null;
    const { madeBy } = invitation;
    if (!firstPassword) await leaveNotice(tx, user.id, { kind: "password_by_link", detail: { by: madeBy } });
    const event = {
      actor: userActor(user),
      action: "user.join" as const,
      outcome: "succeeded" as const,
      target: { type: "user" as const, id: user.id, name: user.name },
      request,
      detail: { firstPassword, sessionsEnded, ...(madeBy === null ? {} : { linkBy: madeBy }) },
    };
    // A first password is nobody's else; a new one may be somebody else's doing.
    if (firstPassword) await recordEvent(tx, { ...event, workspaceId: null });
    else await recordInAllLogs(tx, user.id, event);
    return { outcome: "joined" };
  });
}

/**
 * Adds a person, who can't sign in before setting a password by the invitation's link.
 * @returns the new id and the link's token, or null when the address is taken
 */
export async function addUser(
  person: { email: string; name: string; owner?: boolean },
  by: ActedBy,
): Promise<{ id: string; token: string } | null> {
  const email = normaliseEmail(person.email);
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email } })) return null;
    await tx.user.create({
      data: { id, email, name: person.name, isOwner: person.owner ?? false, createdAt: recordTime() },
    });
    const token = await createInvitation(tx, id, by.actor.name);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id, name: person.name },
      changes: [
        { path: "/email", before: null, after: email },
        { path: "/name", before: null, after: person.name },
        { path: "/owner", before: null, after: person.owner ?? false },
      ],
    });
    return { id, token };
  });
}
