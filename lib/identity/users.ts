import "server-only";
import { z } from "zod";
import type { AuditActor } from "@/lib/audit/event";
import { database } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { UUID } from "@/lib/text/ids";
import { folded, foldedWords } from "@/lib/text/readable";
import { HAS_FACTOR_SQL } from "./factors/factors";
import type { Role } from "./roles";
import type { PersonState } from "./rules";
import { heldBackAccounts } from "./sign-in-throttle";

/** The condition of a person who has a way to sign in. */
export const CAN_SIGN_IN = {
  disabledAt: null,
  OR: [
    { passwordHash: { not: null } },
    { passkeys: { some: {} } },
    // An owner's identity that was found by its address opens nothing.
    {
      identities: {
        some: { provider: { enabled: true }, OR: [{ confirmed: true }, { user: { isOwner: false } }] },
      },
    },
  ],
} satisfies Prisma.UserWhereInput;

export interface UserView {
  id: string;
  name: string;
  email: string;
  isOwner: boolean;
  disabled: boolean;
  /** Whether name and address were replaced by a pseudonym. */
  pseudonymised: boolean;
  /** No way to sign in yet. */
  invitePending: boolean;
  createdAt: string;
  lastSeenAt: string | null;
  /** Until when wrong passwords hold sign-ins with other browsers back; null: they don't. */
  heldBackUntil: string | null;
  /** Whether they have an authenticator app or a passkey. */
  hasSecondFactor: boolean;
  workspaces: { slug: string; name: string; colour: number; role: Role }[];
}

/** When somebody was last seen, and whether they have an authenticator app or a passkey. */
interface Sighting {
  seenAt: Date | null;
  hasFactor: boolean;
}

const sightingRow = z.object({ userId: z.string(), seenAt: z.date().nullable(), hasFactor: z.boolean() });

/**
 * Returns the sighting of each person, by their id.
 * @param only the one person to look for; null for all
 */
export async function sightings(only: string | null = null): Promise<Map<string, Sighting>> {
  const rows = await queryRows(database(), "when people were last seen", sightingRow)`
    SELECT u."id" AS "userId", ${HAS_FACTOR_SQL} AS "hasFactor",
           (SELECT max("lastSeenAt") FROM "Session" s WHERE s."userId" = u."id") AS "seenAt"
    FROM "User" u WHERE ${only}::uuid IS NULL OR u."id" = ${only}::uuid`;
  return new Map(rows.map(({ userId, ...sighting }) => [userId, sighting]));
}

/** People with their workspaces, by name. The number of statements is the same for any number of people. */
async function readUsers(only: string | null): Promise<UserView[]> {
  const rows = await database().user.findMany({
    where: only === null ? {} : { id: only },
    orderBy: [{ name: "asc" }, { email: "asc" }],
    include: {
      bindings: {
        orderBy: { workspace: { name: "asc" } },
        include: { workspace: { select: { slug: true, name: true, colour: true } } },
      },
      identities: { take: 1, select: { subject: true } },
      passkeys: { take: 1, select: { id: true } },
    },
  });
  const [seen, heldBack] = await Promise.all([sightings(only), heldBackAccounts()]);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    email: row.email,
    isOwner: row.isOwner,
    disabled: row.disabledAt !== null,
    pseudonymised: row.pseudonymisedAt !== null,
    invitePending:
      row.passwordHash === null &&
      row.identities.length + row.passkeys.length === 0 &&
      row.pseudonymisedAt === null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: seen.get(row.id)?.seenAt?.toISOString() ?? null,
    heldBackUntil: heldBack.get(row.email)?.toISOString() ?? null,
    hasSecondFactor: seen.get(row.id)?.hasFactor ?? false,
    workspaces: row.bindings.map(({ role, workspace }) => ({ ...workspace, role })),
  }));
}

/** Returns the names of people, in their order; an id that nobody has is left out. */
export async function namesOfPeople(ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return await database().user.findMany({
    where: { id: { in: ids.filter((id) => UUID.test(id)) } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

/** Returns one person; null for an id that nobody has. */
export async function findUser(id: string): Promise<UserView | null> {
  return (await readUsers(id))[0] ?? null;
}

/** What a list of people may be filtered by. */
export interface PeopleFilter {
  /** Words of the name or the address, in any order. */
  q?: string | undefined;
  state?: PersonState | undefined;
  /** The slug of a workspace that they are members of. */
  workspace?: string | undefined;
}

const IN_STATE: Record<PersonState, (user: UserView) => boolean> = {
  owner: ({ isOwner }) => isOwner,
  disabled: ({ disabled }) => disabled,
  invited: ({ invitePending, disabled }) => invitePending && !disabled,
  held_back: ({ heldBackUntil }) => heldBackUntil !== null,
};

/** Returns those of some people who match. */
export function matchingUsers(users: readonly UserView[], { q, state, workspace }: PeopleFilter): UserView[] {
  const words = foldedWords(q ?? "");
  return users.filter((user) => {
    const text = folded(`${user.name} ${user.email}`);
    if (state && !IN_STATE[state](user)) return false;
    if (workspace && !user.workspaces.some(({ slug }) => slug === workspace)) return false;
    return words.every((word) => text.includes(word));
  });
}

/** Everyone who has or had access, by name. */
export async function listUsers(): Promise<UserView[]> {
  return await readUsers(null);
}

/** A person, as far as a request or an event needs them. */
export interface Person {
  id: string;
  email: string;
  name: string;
  isOwner: boolean;
}

/**
 * A person as the audit log keeps them: name, address and role as they are at this moment.
 * @param role their role in the workspace that the event is about; other events say whether they are an owner
 */
export function userActor({ id, email, name, isOwner }: Person, role: string | null = null): AuditActor {
  return { type: "user", id, email, name, role: role ?? (isOwner ? "owner" : null) };
}

/**
 * A person's token as the audit log keeps it. It has the person's id, so that what is found by the person includes it.
 * @param role the token's role in the workspace that the event is about. It never has an owner's rights.
 */
export function tokenActor(
  { id, email, name }: Person,
  token: { id: string; name: string },
  role: string | null,
): AuditActor {
  return { type: "token", id, email, name, role, token: { id: token.id, name: token.name } };
}
