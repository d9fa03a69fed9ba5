import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy, AuditFieldChange } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { Prisma, User } from "@/lib/db/generated/client";
import { lockOwners } from "@/lib/identity/last-owner";
import { lockBindingsOf } from "@/lib/identity/role-grants";
import { Problem } from "@/lib/problems/problem";
import { domainOf } from "@/lib/text/email-address";
import { UUID } from "@/lib/text/ids";
import { speaksFor } from "../domains";
import { settleGroupRoles } from "../group-roles";
import { type GivenUser, readGivenUser, SCHEMA_OF } from "./attributes";
import type { Directory } from "./connection";
import { readFilter } from "./expressions";
import {
  byId,
  conditionsOf,
  listMessage,
  nameKey,
  pageOfQuery,
  type ResourceQuery,
  sameAddress,
} from "./find-resources";
import { patchedUser } from "./patched-user";
import { scimProblem } from "./scim-problem";
import {
  accountName,
  changeOf,
  lockOutRemoved,
  mustBeOwn,
  onlyLocksOut,
  settleAccount,
} from "./settle-account";
import { changeLocked } from "./turns";

type Resource = Record<string, unknown>;

const WITH_USER = { user: true } as const satisfies Prisma.DirectoryUserInclude;
type Row = Prisma.DirectoryUserGetPayload<{ include: typeof WITH_USER }>;

/** Returns what a directory has said of a person, with the address and the state of the account. */
function saidOf({
  userName,
  externalId,
  givenName,
  familyName,
  formattedName,
  displayName,
  user,
}: Row): Resource {
  const said = (parts: Record<string, string | null>) =>
    Object.fromEntries(Object.entries(parts).filter(([, text]) => text !== null));
  const name = said({ formatted: formattedName, givenName, familyName });
  return {
    ...said({ externalId }),
    userName,
    ...(Object.keys(name).length === 0 ? {} : { name }),
    ...said({ displayName }),
    emails: [{ value: user.email, type: "work", primary: true }],
    active: user.disabledAt === null,
  };
}

/** Returns a person as a directory reads them. @param base the address of the directory's own paths */
function userResource(row: Row, base: string): Resource {
  const { id, createdAt, updatedAt } = row;
  return {
    schemas: [SCHEMA_OF.User],
    id,
    ...saidOf(row),
    meta: {
      resourceType: "User",
      created: createdAt.toISOString(),
      lastModified: updatedAt.toISOString(),
      location: `${base}/Users/${id}`,
    },
  };
}

/** The people of a directory, as far as a filter fits them. @throws Problem with `invalidFilter` */
export async function listDirectoryUsers(
  { id: directoryId }: Directory,
  query: ResourceQuery,
  base: string,
): Promise<Resource> {
  const conditions = conditionsOf<Prisma.DirectoryUserWhereInput>(readFilter(query.filter ?? ""), {
    id: byId,
    userName: (value) => ({ userNameKey: nameKey(value) }),
    externalId: (value) => ({ externalId: value }),
    displayName: (value) => ({ displayName: value }),
    active: (value) => ({ user: { disabledAt: value === "true" ? null : { not: null } } }),
    "emails.value": sameAddress,
    emails: sameAddress,
    // Each person has one address here, and it is that of their work.
    "emails.type": (value) => (value === "work" ? {} : null),
    "emails.primary": (value) => (value === "true" ? {} : null),
  });
  if (conditions === null) return listMessage([], 0, query);
  const where = { directoryId, AND: conditions };
  const [rows, total] = await Promise.all([
    database().directoryUser.findMany({
      where,
      include: WITH_USER,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      ...pageOfQuery(query),
    }),
    database().directoryUser.count({ where }),
  ]);
  return listMessage(
    rows.map((row) => userResource(row, base)),
    total,
    query,
  );
}

/** @throws Problem `not_found`, also for a person whom another directory keeps */
async function rowOf(tx: Transaction, { id: directoryId }: Directory, id: string): Promise<Row> {
  const row = UUID.test(id)
    ? await tx.directoryUser.findUnique({ where: { id, directoryId }, include: WITH_USER })
    : null;
  if (!row) throw new Problem("not_found", "This directory keeps no person of this id here");
  return row;
}

/** One person of a directory. @throws Problem `not_found` */
export async function readDirectoryUser(directory: Directory, id: string, base: string): Promise<Resource> {
  return userResource(await rowOf(database(), directory, id), base);
}

function columnsOf(given: GivenUser) {
  const { userName, externalId, givenName, familyName, formatted: formattedName, displayName } = given;
  const names = { givenName, familyName, formattedName, displayName };
  return { userName, userNameKey: nameKey(userName), externalId, ...names };
}

/** @throws Problem with `uniqueness` for a user name that another person of the directory has */
async function mustBeFree(tx: Transaction, directoryId: string, userName: string, ownId: string | null) {
  const other = await tx.directoryUser.findUnique({
    where: { directoryId_userNameKey: { directoryId, userNameKey: nameKey(userName) } },
    select: { id: true },
  });
  if (other && other.id !== ownId) throw scimProblem("uniqueness", `The userName ${userName} is taken`);
}

/**
 * Returns the account for a person whom a directory adds: the one of their address, or a new one without any role. It is locked, since
 * its person may become an owner, or leave for good, at this very moment.
 */
async function accountFor(
  tx: Transaction,
  directory: Directory,
  given: GivenUser,
): Promise<{ user: User; isNew: boolean }> {
  const { email } = given;
  const found = await tx.user.findUnique({ where: { email }, select: { id: true } });
  if (!found) {
    const name = accountName(given) ?? email.slice(0, email.lastIndexOf("@")).slice(0, 80);
    const data = { id: uuidv7(), email, name, createdAt: recordTime() };
    return { user: await tx.user.create({ data }), isNew: true };
  }
  await lockOwners(tx, found.id);
  const user = await tx.user.findUnique({ where: { id: found.id, email } });
  if (!user) throw new Problem("conflict", "This person was changed at this very moment. Send it again");
  const key = { directoryId_userId: { directoryId: directory.id, userId: user.id } };
  if (await tx.directoryUser.findUnique({ where: key, select: { id: true } }))
    throw scimProblem("uniqueness", "This directory keeps a person of this address already");
  // Whoever controls a directory must not get hold of an owner's account by it.
  if (user.isOwner)
    throw scimProblem(
      "uniqueness",
      "An owner of the portal has this address. No directory keeps an owner's account",
    );
  return { user, isNew: false };
}

/**
 * Has the proofs of domains looked for where that is due. It may send questions to name servers, so it is outside of any transaction; what is
 * stored then counts.
 */
async function lookForProofs({ id }: Directory, emails: readonly string[]): Promise<void> {
  for (const domain of new Set(emails.map(domainOf))) await speaksFor(id, domain);
}

/**
 * Adds a person whom a directory keeps from now on. Their account is that of their address, and a new one where there is none.
 * @throws Problem with the fault in the words of the standard
 */
export async function addDirectoryUser(
  directory: Directory,
  body: Resource,
  by: ActedBy,
  base: string,
): Promise<Resource> {
  const sent = readGivenUser(body);
  const given = { ...sent, active: sent.active ?? true };
  await lookForProofs(directory, [given.email]);
  return await changeLocked(directory, async (tx, provider) => {
    await mustBeOwn(tx, directory, given.email);
    await mustBeFree(tx, directory.id, given.userName, null);
    const { user, isNew } = await accountFor(tx, directory, given);
    const row = await tx.directoryUser.create({
      data: { id: uuidv7(), directoryId: directory.id, userId: user.id, ...columnsOf(given) },
    });
    await settleAccount(tx, directory, user.id, given, by);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "directory.add_user",
      outcome: "succeeded",
      target: { type: "user", id: user.id, name: user.name },
      changes: isNew
        ? [
            { path: "/email", before: null, after: user.email },
            { path: "/name", before: null, after: user.name },
          ]
        : [],
      detail: { provider: provider.name, newAccount: isNew },
    });
    return userResource(await rowOf(tx, directory, row.id), base);
  });
}

/** The names by which a directory knows a person, as far as they change: the account has its own event. */
function changesOf(before: Row, after: Row): AuditFieldChange[] {
  return (["userName", "externalId"] as const)
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ path: `/${name}`, before: before[name], after: after[name] }));
}

/** Makes a person's row and account what a directory sent, within a transaction. */
async function replace(
  tx: Transaction,
  directory: Directory,
  row: Row,
  given: GivenUser,
  by: ActedBy,
): Promise<Row> {
  await mustBeFree(tx, directory.id, given.userName, row.id);
  await settleAccount(tx, directory, row.userId, given, by);
  const data = { ...columnsOf(given), updatedAt: new Date() };
  const after = await tx.directoryUser.update({ where: { id: row.id }, data, include: WITH_USER });
  const changes = changesOf(row, after);
  if (changes.length > 0)
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "directory.change_user",
      outcome: "succeeded",
      target: { type: "user", id: row.userId, name: after.user.name },
      changes,
      detail: {},
    });
  return after;
}

/**
 * Makes a person what a directory says they are. `active: false` ends their sessions and tokens in the same transaction.
 *
 * @param asked the whole of it (PUT), or what the present state becomes by a patch
 * @throws Problem with the fault in the words of the standard
 */
async function changeDirectoryUser(
  directory: Directory,
  id: string,
  asked: (present: Resource) => Resource,
  by: ActedBy,
  base: string,
): Promise<Resource> {
  // A first look, for the domains whose proofs are due. What counts is read again once the provider is locked.
  const seen = await rowOf(database(), directory, id);
  const first = readGivenUser(asked(saidOf(seen)));
  if (!onlyLocksOut(changeOf(directory.id, seen.user, first)))
    await lookForProofs(directory, [seen.user.email, first.email]);
  return await changeLocked(directory, async (tx) => {
    const row = await rowOf(tx, directory, id);
    const given = readGivenUser(asked(saidOf(row)));
    return userResource(await replace(tx, directory, row, given, by), base);
  });
}

/** `PUT /Users/{id}`. Who is not said to be active or not stays as they are. */
export async function replaceDirectoryUser(
  directory: Directory,
  id: string,
  body: Resource,
  by: ActedBy,
  base: string,
): Promise<Resource> {
  return await changeDirectoryUser(directory, id, () => body, by, base);
}

/** `PATCH /Users/{id}` */
export async function patchDirectoryUser(
  directory: Directory,
  id: string,
  body: Resource,
  by: ActedBy,
  base: string,
): Promise<Resource> {
  return await changeDirectoryUser(directory, id, (present) => patchedUser(present, body), by, base);
}

/**
 * Removes a person from a directory: their account is disabled, with sessions and tokens, and stays, since the log names it.
 * @throws Problem `not_found`, or `conflict` where nobody could manage the portal any more
 */
export async function removeDirectoryUser(directory: Directory, id: string, by: ActedBy): Promise<void> {
  await changeLocked(directory, async (tx, provider) => {
    const { userId } = await rowOf(tx, directory, id);
    await lockOwners(tx, userId);
    await lockBindingsOf(tx, userId);
    const { name } = await tx.user.findUniqueOrThrow({ where: { id: userId } });
    await tx.directoryUser.delete({ where: { id } });
    await settleGroupRoles(tx, provider, [userId], { by, heirId: null });
    await lockOutRemoved(tx, directory, userId, by);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "directory.remove_user",
      outcome: "succeeded",
      target: { type: "user", id: userId, name },
      detail: { provider: provider.name },
    });
  });
}
