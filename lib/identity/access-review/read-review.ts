import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { lastActs } from "@/lib/audit/search/last-acts";
import { database } from "@/lib/db/client";
import { sourceNames } from "../grant-sources";
import type { Role } from "../roles";
import { listUsers, type UserView } from "../users";

/** What gives a role: a person who is an admin or an owner ("direct"), or something by its name. */
export interface ReviewedGrant {
  /** Null for a role that is given to this person alone. */
  through: string | null;
  role: Role;
  since: string;
}

interface ReviewedPerson {
  id: string;
  name: string;
  email: string;
  isOwner: boolean;
  disabled: boolean;
  invitePending: boolean;
  /** Whether they have an authenticator app or a passkey. */
  secondFactor: boolean;
}

/** One right of one person: a role in a workspace, or the portal itself. */
export interface ReviewedRight {
  user: ReviewedPerson;
  /** Null for the rights of an owner, which are those of the whole portal. */
  workspace: { slug: string; name: string; colour: number } | null;
  role: Role | "owner";
  /** What gives it; empty for an owner's rights. */
  grants: ReviewedGrant[];
  /** Since when the person has a role there at all; null for an owner's rights, of which only the log knows. */
  since: string | null;
  lastSeenAt: string | null;
  /** Their newest event in the workspace's log. */
  lastActAt: string | null;
}

/** The numbers of a review. */
export interface ReviewCounts {
  people: number;
  roles: number;
  owners: number;
  /** Disabled people who still have roles. */
  disabled: number;
}

export interface AccessReview {
  rights: ReviewedRight[];
  counts: ReviewCounts;
  /** SHA-256 over who may do what through what: it changes when any right does, and not when people use theirs. */
  digest: string;
}

function personOf(user: UserView): ReviewedPerson {
  const { id, name, email, isOwner, disabled, invitePending, hasSecondFactor } = user;
  return { id, name, email, isOwner, disabled, invitePending, secondFactor: hasSecondFactor };
}

async function readRoles(users: readonly UserView[]): Promise<ReviewedRight[]> {
  const bindings = await database().binding.findMany({
    include: { workspace: { select: { slug: true, name: true, colour: true } } },
  });
  const grants = await database().roleGrant.findMany({ orderBy: { source: "asc" } });
  const nameOf = await sourceNames(
    grants.map(({ source }) => source).filter((source) => source !== "direct"),
  );
  const acts = await lastActs(bindings);
  const byPair = new Map<string, ReviewedGrant[]>();
  for (const { userId, workspaceId, source, role, createdAt } of grants) {
    const key = `${workspaceId} ${userId}`;
    const through = source === "direct" ? null : nameOf(source);
    byPair.set(key, [...(byPair.get(key) ?? []), { through, role, since: createdAt.toISOString() }]);
  }
  const people = new Map(users.map((user) => [user.id, user]));
  return bindings.flatMap(({ userId, workspaceId, workspace, role, createdAt }) => {
    const user = people.get(userId);
    // Somebody who was added a moment ago is in the next review.
    if (!user) return [];
    return {
      user: personOf(user),
      workspace,
      role,
      grants: byPair.get(`${workspaceId} ${userId}`) ?? [],
      since: createdAt.toISOString(),
      lastSeenAt: user.lastSeenAt,
      lastActAt: acts.get(`${workspaceId} ${userId}`)?.toISOString() ?? null,
    };
  });
}

function ownersOf(users: readonly UserView[]): ReviewedRight[] {
  return users
    .filter(({ isOwner }) => isOwner)
    .map((user) => ({
      user: personOf(user),
      workspace: null,
      role: "owner" as const,
      grants: [],
      since: null,
      lastSeenAt: user.lastSeenAt,
      lastActAt: null,
    }));
}

/** By person, and within a person the whole portal first. */
function byPerson(one: ReviewedRight, other: ReviewedRight): number {
  return (
    one.user.name.localeCompare(other.user.name) ||
    one.user.id.localeCompare(other.user.id) ||
    (one.workspace?.name ?? "").localeCompare(other.workspace?.name ?? "")
  );
}

function digestOf(rights: readonly ReviewedRight[]): string {
  const stated = rights
    .map(({ user, workspace, role, grants }) => ({
      user: user.id,
      email: user.email,
      disabled: user.disabled,
      workspace: workspace?.slug ?? null,
      role,
      through: grants.map((grant) => `${grant.through ?? "direct"}: ${grant.role}`).sort(),
    }))
    .map((right) => canonicalize(right) ?? "")
    .sort();
  return createHash("sha256").update(stated.join("\n")).digest("hex");
}

function countsOf(rights: readonly ReviewedRight[]): ReviewCounts {
  const people = (some: readonly ReviewedRight[]) => new Set(some.map(({ user }) => user.id)).size;
  const roles = rights.filter(({ workspace }) => workspace !== null);
  return {
    people: people(rights),
    roles: roles.length,
    owners: people(rights.filter(({ workspace }) => workspace === null)),
    disabled: people(roles.filter(({ user }) => user.disabled)),
  };
}

/** Everything that anybody may do in this portal, with what it comes from and when it was last used. */
export async function readAccessReview(): Promise<AccessReview> {
  const users = await listUsers();
  const rights = [...(await readRoles(users)), ...ownersOf(users)].sort(byPerson);
  return { rights, counts: countsOf(rights), digest: digestOf(rights) };
}

/** The rights of one person, in one workspace, or all; an owner's are in none. */
export function reviewedRights(
  rights: readonly ReviewedRight[],
  { user, workspace }: { user?: string | undefined; workspace?: string | undefined },
): ReviewedRight[] {
  return rights.filter(
    (right) =>
      (user === undefined || right.user.id === user) &&
      (workspace === undefined || right.workspace?.slug === workspace),
  );
}
