import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvents } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { putMail, putMails } from "@/lib/mail/outbox";
import { normaliseEmail } from "@/lib/text/email-address";
import { leaveNotice } from "./notices";
import { cameInOtherwise, createLink, createLinks } from "./password-links";
import { recordInAllLogs } from "./record-in-all-logs";

/** A link that an owner made for somebody. */
export interface Invited {
  /** It can't be read again. */
  token: string;
  /** The address to which a mail with the link is on its way; null where no mail is set up. */
  mailedTo: string | null;
}

/**
 * A fresh link for a person whose invitation ran out, or who lost the password. Whoever has it can become that person, so the
 * logs of all their workspaces say who made it, and so does a notice for the person.
 *
 * @returns the link, or null when there is no such person or they are disabled
 */
export async function renewInvitation(userId: string, by: ActedBy): Promise<Invited | null> {
  return await database().$transaction(async (tx) => {
    const user = await tx.user.findFirst({ where: { id: userId, disabledAt: null } });
    if (!user) return null;
    const { token, ...link } = await createLink(tx, userId, { kind: "invitation", madeBy: by.actor.name });
    const hasPassword = user.passwordHash !== null;
    const isKnown = hasPassword || (await cameInOtherwise(tx, user));
    const notice = { kind: "password_link", detail: { by: by.actor.name } } as const;
    if (isKnown) await leaveNotice(tx, userId, notice, by.request);
    const kind = isKnown ? "password_link" : "invitation";
    const mailId = await putMail(tx, userId, { kind, detail: { by: by.actor.name, link } }, by.request);
    await recordInAllLogs(tx, userId, {
      ...by,
      action: "user.invite",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      detail: { renewed: true, hasPassword },
    });
    return { token, mailedTo: mailId ? user.email : null };
  });
}

/** A person who is to be added. */
export interface NewPerson {
  /** As it is stored (`normaliseEmail`). */
  email: string;
  name: string;
  owner: boolean;
}

/** A person who was added, with their link. */
export interface AddedPerson extends NewPerson, Invited {
  id: string;
}

/** Makes the links of new people, and puts them into mails. */
async function invite(
  tx: Transaction,
  people: readonly (NewPerson & { id: string })[],
  by: ActedBy,
): Promise<AddedPerson[]> {
  const madeBy = by.actor.name;
  const ids = people.map(({ id }) => id);
  const links = await createLinks(tx, ids, { kind: "invitation", madeBy });
  const mails = links.map(({ token: _, ...link }, place) => ({
    userId: ids[place] ?? "",
    facts: { kind: "invitation" as const, detail: { by: madeBy, link } },
  }));
  const mailIds = await putMails(tx, mails, by.request);
  return people.map((person, place) => ({
    ...person,
    token: links[place]?.token ?? "",
    mailedTo: mailIds ? person.email : null,
  }));
}

/**
 * Adds people, who can't sign in before setting a password by their invitation's link. Their addresses must be free.
 * @param giveRoles gives them what they get besides, before the portal's log is written: the logs of workspaces come first
 */
export async function addPeople(
  tx: Transaction,
  people: readonly NewPerson[],
  by: ActedBy,
  giveRoles: (added: readonly AddedPerson[]) => Promise<void> = async () => {},
): Promise<AddedPerson[]> {
  const createdAt = recordTime();
  const withIds = people.map((person) => ({ ...person, id: uuidv7() }));
  await tx.user.createMany({
    data: withIds.map(({ id, email, name, owner }) => ({ id, email, name, isOwner: owner, createdAt })),
  });
  const added = await invite(tx, withIds, by);
  await giveRoles(added);
  const events = added.map(({ id, email, name, owner }) => ({
    workspaceId: null,
    ...by,
    action: "user.invite" as const,
    outcome: "succeeded" as const,
    target: { type: "user" as const, id, name },
    changes: [
      { path: "/email", before: null, after: email },
      { path: "/name", before: null, after: name },
      { path: "/owner", before: null, after: owner },
    ],
  }));
  await recordEvents(tx, events);
  return added;
}

/**
 * Adds one person.
 * @returns the new id and the link, or null when the address is taken
 */
export async function addUser(
  person: { email: string; name: string; owner?: boolean },
  by: ActedBy,
): Promise<AddedPerson | null> {
  const email = normaliseEmail(person.email);
  return await database().$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email } })) return null;
    const [added = null] = await addPeople(tx, [{ ...person, email, owner: person.owner ?? false }], by);
    return added;
  });
}
