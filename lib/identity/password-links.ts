import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { AuditRequest } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { Invitation, User } from "@/lib/db/generated/client";
import { keysOf } from "@/lib/json/json-value";
import type { MailedLink } from "@/lib/mail/mail-kinds";
import { type EnforcedProvider, enforcedProvider, exceptFromProvider, isExcepted } from "./enforced-domains";
import { LINKS, type LinkKind, type LinkPage, linkPath } from "./link-kinds";
import { leaveNotice } from "./notices";
import { newPassword, passwordFits } from "./passwords";
import { recordInAllLogs } from "./record-in-all-logs";
import { newSecretToken, tokenHash } from "./secret-token";
import { lockOut } from "./sessions";
import { forgetPasswordAttempts } from "./sign-in-throttle";
import { userActor } from "./users";

const MINUTE_MS = 60_000;

/** A link that was made now. Its token can't be read again. */
export interface NewLink extends MailedLink {
  token: string;
}

/** How a link is made: its kind, and the owner's name; null for nobody in the portal. */
interface LinkOrigin {
  kind: LinkKind;
  madeBy: string | null;
}

/**
 * Makes a single-use link for each of some people, by which they set a password.
 * @returns the links in the order of the people
 */
export async function createLinks(
  tx: Transaction,
  userIds: readonly string[],
  { kind, madeBy }: LinkOrigin,
): Promise<NewLink[]> {
  const { minutes, page, voids } = LINKS[kind];
  const createdAt = recordTime();
  const expiresAt = new Date(createdAt.getTime() + minutes * MINUTE_MS);
  const made = userIds.map((userId) => ({ userId, token: newSecretToken() }));
  await tx.invitation.updateMany({
    where: { userId: { in: [...userIds] }, usedAt: null, ...(voids === "all" ? {} : { kind }) },
    data: { expiresAt: new Date(0) },
  });
  await tx.invitation.createMany({
    data: made.map(({ userId, token }) => ({
      id: uuidv7(),
      userId,
      kind,
      tokenHash: tokenHash(token),
      madeBy,
      createdAt,
      expiresAt,
    })),
  });
  return made.map(({ token }) => ({ token, path: linkPath(page, token), minutes }));
}

/** Makes such a link for one person. */
export async function createLink(tx: Transaction, userId: string, origin: LinkOrigin): Promise<NewLink> {
  const [link] = await createLinks(tx, [userId], origin);
  if (!link) throw new Error("no link was made");
  return link;
}

/** The kinds of links that lead to a page. */
const kindsOf = (page: LinkPage): LinkKind[] => keysOf(LINKS).filter((kind) => LINKS[kind].page === page);

/** The condition of a link that works. */
const working = (token: string, page: LinkPage) => ({
  tokenHash: tokenHash(token),
  kind: { in: kindsOf(page) },
  usedAt: null,
  expiresAt: { gt: recordTime() },
  user: { disabledAt: null },
});

interface LinkedPerson {
  name: string;
  email: string;
  /** The provider by which alone they may sign in: a password would be of no use. Null: they may have one. */
  provider: EnforcedProvider | null;
}

/** Returns the person that a link of a page is for; null when it was used, has expired, or never existed. */
export async function findLink(token: string, page: LinkPage): Promise<LinkedPerson | null> {
  const row = await database().invitation.findFirst({ where: working(token, page), include: { user: true } });
  if (!row) return null;
  const { id, name, email } = row.user;
  const provider = await enforcedProvider(email);
  // An operator's link is for the day when the provider fails.
  const mayHaveOne = provider === null || row.kind === "rescue" || (await isExcepted(id, provider));
  return { name, email, provider: mayHaveOne ? null : provider };
}

/** Whether somebody's present password was generated for them. Others may have seen it: it was printed. */
export function isGenerated(user: Pick<User, "passwordHash" | "generatedHash">): boolean {
  return user.generatedHash !== null && user.generatedHash === user.passwordHash;
}

/**
 * Whether somebody without a password has come in another way. A password that is set for them then may be somebody else's doing. Sessions
 * count, too: an owner can take the other way from them first.
 */
export async function cameInOtherwise(tx: Transaction, { id }: Pick<User, "id">): Promise<boolean> {
  const anyOf = [{ passkeys: { some: {} } }, { identities: { some: {} } }, { sessions: { some: {} } }];
  return (await tx.user.count({ where: { id, OR: anyOf } })) > 0;
}

/** Whether the password that is set now is nobody's else. */
async function isFirstPassword(tx: Transaction, before: User): Promise<boolean> {
  return isGenerated(before) || (before.passwordHash === null && !(await cameInOtherwise(tx, before)));
}

/** Why a password can't be somebody's own; null for one that can. */
async function unfitness(email: string, password: string): Promise<string | null> {
  const user = await database().user.findUnique({ where: { email }, select: { generatedHash: true } });
  const isSame = user?.generatedHash != null && (await passwordFits(user.generatedHash, password));
  return isSame ? "This is the password that was made for you. Choose another one." : null;
}

type UsedLink =
  | { outcome: "done" }
  /** The link no longer works. */
  | { outcome: "spent" }
  /** The domain of the person's address signs in by this provider alone. The link still works. */
  | { outcome: "provider_only"; provider: EnforcedProvider }
  /** The password breaks the rule, for the reason that `why` names. The link still works. */
  | { outcome: "unfit"; why: string };

/** Records the use of an owner's link. */
async function recordJoin(
  tx: Transaction,
  user: User,
  { madeBy, firstPassword, sessionsEnded, request }: UseOfLink & { madeBy: string | null },
): Promise<void> {
  if (!firstPassword)
    await leaveNotice(tx, user.id, { kind: "password_by_link", detail: { by: madeBy } }, request);
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
}

/** Records the use of a link that no owner made. */
async function recordReset(
  tx: Transaction,
  user: User,
  { kind, sessionsEnded, request }: UseOfLink & { kind: string },
): Promise<void> {
  const isRescue = kind === "rescue";
  await leaveNotice(
    tx,
    user.id,
    isRescue ? { kind: "password_by_link", detail: { by: null } } : { kind: "password_reset", detail: {} },
    request,
  );
  await recordInAllLogs(tx, user.id, {
    actor: userActor(user),
    action: "password_reset.complete",
    outcome: "succeeded",
    target: { type: "user", id: user.id, name: user.name },
    request,
    detail: { sessionsEnded, way: isRescue ? "server" : "mail" },
  });
}

interface UseOfLink {
  firstPassword: boolean;
  sessionsEnded: number;
  request: AuditRequest;
}

async function record(tx: Transaction, user: User, link: Invitation, use: UseOfLink): Promise<void> {
  if (link.kind === "invitation") await recordJoin(tx, user, { ...use, madeBy: link.madeBy });
  else await recordReset(tx, user, { ...use, kind: link.kind });
}

/**
 * Sets the person's password and uses the link up, in one transaction: of two attempts at once, one wins. The person's sessions
 * end, since they may have wanted the link because somebody else knows the password. A second factor stays.
 *
 * @param page the one that the link leads to: a link of another page is none
 */
export async function acceptLink(
  token: string,
  password: string,
  page: LinkPage,
  request: AuditRequest,
): Promise<UsedLink> {
  const person = await findLink(token, page);
  if (!person) return { outcome: "spent" };
  if (person.provider) return { outcome: "provider_only", provider: person.provider };
  const chosen = newPassword(password, person);
  if ("unfit" in chosen) return { outcome: "unfit", why: chosen.unfit };
  const why = await unfitness(person.email, password);
  if (why !== null) return { outcome: "unfit", why };
  // Hashing is expensive on purpose, and anybody may call this: so only a link that works causes it.
  const passwordHash = await chosen.hash();
  const isDone = await database().$transaction(async (tx) => {
    const used = await tx.invitation.updateManyAndReturn({
      where: working(token, page),
      data: { usedAt: recordTime() },
    });
    const [link] = used;
    if (!link) return false;
    const before = await tx.user.findUniqueOrThrow({ where: { id: link.userId } });
    const user = await tx.user.update({ where: { id: before.id }, data: { passwordHash } });
    const sessionsEnded = await lockOut(tx, user.id);
    if (link.kind === "rescue") await exceptFromProvider(tx, user);
    const firstPassword = await isFirstPassword(tx, before);
    await record(tx, user, link, { firstPassword, sessionsEnded, request });
    return true;
  });
  if (!isDone) return { outcome: "spent" };
  // Whoever guessed the former password must not hold its person back, who has a new one.
  await forgetPasswordAttempts(person.email);
  return { outcome: "done" };
}
