import "server-only";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import { recordTime } from "@/lib/audit/record-clock";
import { recordEvents } from "@/lib/audit/record-event";
import type { Transaction } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import { ROLE_NAMES, type Role } from "./roles";

/*
 * A group may have thousands of members. The database's client would make a parameter of each of their ids, and hold up everybody while it
 * plans that; as one list they are one parameter.
 */

/** What gives a person a role in a workspace: an admin there, or something that covers many people, by its id. */
export type GrantSource = "direct" | `group:${string}` | `provider:${string}`;

interface Pair {
  userId: string;
  workspaceId: string;
}

export interface RoleGrant extends Pair {
  /** Null takes back what the source gave. */
  role: Role | null;
}

interface Origin {
  source: GrantSource;
  /** The source's name for the log's readers; null for a role that is given directly. */
  through: string | null;
}

interface Granting extends Origin {
  by: ActedBy;
}

/** What one source is to give from now on. */
export type SourcedGrant = RoleGrant & Origin;

/** A person's role in a workspace before and after a change of grants; null for none. */
export interface RoleChange extends Pair {
  before: Role | null;
  after: Role | null;
}

const bindingRow = z.object({ userId: z.string(), workspaceId: z.string(), role: z.enum(ROLE_NAMES) });
const grantRow = bindingRow.extend({ source: z.string() });
const nameRow = z.object({ id: z.string(), name: z.string() });

/** The grants and bindings of some people in some workspaces, as stored. */
interface Stored {
  grants: z.output<typeof grantRow>[];
  bindings: z.output<typeof bindingRow>[];
}

/**
 * Locks a workspace's bindings, always in the same order. Two admins who remove each other at once must not both succeed,
 * or nobody could manage the workspace any more. An event must also record the role that the change replaced.
 */
export async function lockBindings(tx: Transaction, workspaceId: string): Promise<void> {
  await tx.$queryRaw`SELECT "userId" FROM "Binding" WHERE "workspaceId" = ${workspaceId}::uuid ORDER BY "userId" FOR UPDATE`;
}

/**
 * Locks the bindings of all workspaces of a person, in that same order: for somebody who loses roles of several sources, one after the
 * other.
 */
export async function lockBindingsOf(tx: Transaction, userId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT "userId" FROM "Binding" WHERE "workspaceId" IN (SELECT "workspaceId" FROM "Binding" WHERE "userId" = ${userId}::uuid)
    ORDER BY "workspaceId", "userId" FOR UPDATE`;
}

/** Returns the role that may do most; null for none. */
export function strongest(roles: readonly Role[]): Role | null {
  return ROLE_NAMES.findLast((name) => roles.includes(name)) ?? null;
}

/** Returns the role that all sources but one give a person in a workspace. */
export async function roleFromElsewhere(
  tx: Transaction,
  { userId, workspaceId }: Pair,
  source: GrantSource,
): Promise<Role | null> {
  const others = await tx.roleGrant.findMany({ where: { userId, workspaceId, source: { not: source } } });
  return strongest(others.map(({ role }) => role));
}

const keyOf = ({ userId, workspaceId }: Pair) => `${workspaceId} ${userId}`;
const unique = (texts: string[]) => [...new Set(texts)].sort();

async function readStored(tx: Transaction, pairs: readonly Pair[]): Promise<Stored> {
  const users = unique(pairs.map(({ userId }) => userId));
  const workspaces = unique(pairs.map(({ workspaceId }) => workspaceId));
  const theirs = Prisma.sql`"userId" = ANY(${users}::uuid[]) AND "workspaceId" = ANY(${workspaces}::uuid[])`;
  const grants = await queryRows(tx, "grants of roles", grantRow)`
    SELECT "userId", "workspaceId", "role"::text, "source" FROM "RoleGrant" WHERE ${theirs}`;
  const bindings = await queryRows(tx, "roles", bindingRow)`
    SELECT "userId", "workspaceId", "role"::text FROM "Binding" WHERE ${theirs}`;
  return { grants, bindings };
}

/** Returns what becomes of each person's role in each workspace: the strongest of what all sources give then. */
function effectsOf(stored: Stored, changes: readonly SourcedGrant[]): RoleChange[] {
  const given = new Map<string, Map<string, Role>>();
  const sourcesOf = (pair: Pair) => {
    const sources = given.get(keyOf(pair)) ?? new Map<string, Role>();
    given.set(keyOf(pair), sources);
    return sources;
  };
  for (const grant of stored.grants) sourcesOf(grant).set(grant.source, grant.role);
  for (const change of changes) {
    if (change.role === null) sourcesOf(change).delete(change.source);
    else sourcesOf(change).set(change.source, change.role);
  }
  const before = new Map(stored.bindings.map((binding) => [keyOf(binding), binding.role]));
  const pairs = new Map(
    changes.map(({ userId, workspaceId }) => [keyOf({ userId, workspaceId }), { userId, workspaceId }]),
  );
  return [...pairs].map(([key, pair]) => ({
    ...pair,
    before: before.get(key) ?? null,
    after: strongest([...sourcesOf(pair).values()]),
  }));
}

/** Returns what a change of grants would do to people's roles, without those whose role stays. It changes nothing. */
export async function roleEffects(tx: Transaction, grants: readonly SourcedGrant[]): Promise<RoleChange[]> {
  if (grants.length === 0) return [];
  return effectsOf(await readStored(tx, grants), grants).filter(({ before, after }) => before !== after);
}

/** Items in lists by a key that names what one statement can do with all of them. */
function byKey<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const lists = new Map<string, Item[]>();
  for (const item of items) {
    const list = lists.get(key(item));
    if (list) list.push(item);
    else lists.set(key(item), [item]);
  }
  return [...lists.values()];
}

const people = (items: readonly Pair[]) => items.map(({ userId }) => userId);

/** Writes grants within one workspace: a statement for each source and role, however many people have them. */
async function writeGrants(
  tx: Transaction,
  workspaceId: string,
  stored: Stored["grants"],
  changes: readonly SourcedGrant[],
): Promise<void> {
  const known = new Set(stored.map(({ userId, source }) => `${userId} ${source}`));
  const isKnown = ({ userId, source }: SourcedGrant) => known.has(`${userId} ${source}`);
  for (const list of byKey(changes, ({ source, role }) => `${source} ${role}`)) {
    const [{ source, role } = { source: "direct", role: null }] = list;
    const old = Prisma.sql`
      "workspaceId" = ${workspaceId}::uuid AND "source" = ${source} AND "userId" = ANY(${people(list.filter(isKnown))}::uuid[])`;
    if (role === null) await tx.$executeRaw`DELETE FROM "RoleGrant" WHERE ${old}`;
    else {
      const added = list.filter((grant) => !isKnown(grant));
      if (added.length < list.length)
        await tx.$executeRaw`UPDATE "RoleGrant" SET "role" = ${role}::"Role" WHERE ${old}`;
      if (added.length > 0)
        await tx.$executeRaw`
          INSERT INTO "RoleGrant" ("userId", "workspaceId", "source", "role")
          SELECT unnest(${people(added)}::uuid[]), ${workspaceId}::uuid, ${source}, ${role}::"Role"`;
    }
  }
}

/** Makes the bindings of a workspace what its grants say. */
async function writeBindings(
  tx: Transaction,
  workspaceId: string,
  effects: readonly RoleChange[],
): Promise<void> {
  const changed = effects.filter(({ before, after }) => before !== after);
  for (const list of byKey(changed, ({ before, after }) => `${before === null} ${after}`)) {
    const [{ before, after } = { before: null, after: null }] = list;
    const theirs = Prisma.sql`"workspaceId" = ${workspaceId}::uuid AND "userId" = ANY(${people(list)}::uuid[])`;
    if (after === null) await tx.$executeRaw`DELETE FROM "Binding" WHERE ${theirs}`;
    else if (before !== null)
      await tx.$executeRaw`UPDATE "Binding" SET "role" = ${after}::"Role" WHERE ${theirs}`;
    else
      await tx.$executeRaw`
        INSERT INTO "Binding" ("userId", "workspaceId", "role", "createdAt")
        SELECT unnest(${people(list)}::uuid[]), ${workspaceId}::uuid, ${after}::"Role", ${recordTime()}::timestamptz`;
  }
}

/** The action that an effect is in its workspace's log. */
function actionOf({ before, after }: RoleChange): "binding.add" | "binding.change" | "binding.remove" {
  if (before === null) return "binding.add";
  return after === null ? "binding.remove" : "binding.change";
}

/** Records what became of people's roles in a workspace, in its log. */
async function recordEffects(
  tx: Transaction,
  effects: readonly RoleChange[],
  changes: readonly SourcedGrant[],
  by: ActedBy,
): Promise<void> {
  const ofPerson = new Map(
    byKey(changes, ({ userId }) => userId).map((list) => [list[0]?.userId ?? "", list]),
  );
  const grantsOf = ({ userId }: Pair) => ofPerson.get(userId) ?? [];
  // What somebody does to one member is an act even where it changes nothing.
  const isAct = (effect: RoleChange) =>
    effect.before !== effect.after ||
    (effect.before !== null && grantsOf(effect).some(({ source }) => source === "direct"));
  const acts = effects.filter(isAct);
  if (acts.length === 0) return;
  const users = await queryRows(tx, "the names of members", nameRow)`
    SELECT "id", "name" FROM "User" WHERE "id" = ANY(${people(acts)}::uuid[])`;
  const names = new Map(users.map(({ id, name }) => [id, name]));
  const events = acts.map((effect) => {
    const through = unique(grantsOf(effect).flatMap((grant) => grant.through ?? [])).join(", ");
    return {
      workspaceId: effect.workspaceId,
      ...by,
      action: actionOf(effect),
      outcome: "succeeded" as const,
      target: { type: "user" as const, id: effect.userId, name: names.get(effect.userId) ?? null },
      changes: [{ path: "/role", before: effect.before, after: effect.after }],
      detail: through === "" ? {} : { through },
    };
  });
  await recordEvents(tx, events);
}

/**
 * Changes what sources give people. Beside a new workspace's first admin, it is the only way to a binding, so that no role
 * stays that nothing gives any more. The workspaces are locked in one order, so that two such changes never wait for each
 * other; a caller that records in the portal's log does so afterwards.
 *
 * @returns every named person's role before and after, in every named workspace
 */
export async function setSourcedRoles(
  tx: Transaction,
  grants: readonly SourcedGrant[],
  by: ActedBy,
): Promise<RoleChange[]> {
  const all: RoleChange[] = [];
  for (const workspaceId of unique(grants.map((grant) => grant.workspaceId))) {
    const changes = grants.filter((grant) => grant.workspaceId === workspaceId);
    await lockBindings(tx, workspaceId);
    const stored = await readStored(tx, changes);
    const effects = effectsOf(stored, changes);
    await writeGrants(tx, workspaceId, stored.grants, changes);
    await writeBindings(tx, workspaceId, effects);
    await recordEffects(tx, effects, changes, by);
    all.push(...effects);
  }
  return all;
}

/** Changes the roles that one source gives; see `setSourcedRoles`. */
export async function setRoles(
  tx: Transaction,
  grants: readonly RoleGrant[],
  { source, through, by }: Granting,
): Promise<RoleChange[]> {
  return await setSourcedRoles(
    tx,
    grants.map((grant) => ({ ...grant, source, through })),
    by,
  );
}

function isSource(text: string): text is GrantSource {
  return text === "direct" || /^(group|provider):/.test(text);
}

/** Takes back every role that anything gives a person; see `setSourcedRoles`. */
export async function takeAllRoles(tx: Transaction, userId: string, by: ActedBy): Promise<RoleChange[]> {
  const grants = await tx.roleGrant.findMany({ where: { userId } });
  const none = grants.flatMap(({ workspaceId, source }) =>
    isSource(source) ? [{ userId, workspaceId, source, role: null, through: null }] : [],
  );
  return await setSourcedRoles(tx, none, by);
}

/** Binds the first admin of a new workspace, whose creation is the event. */
export async function bindFirstAdmin(tx: Transaction, workspaceId: string, userId: string): Promise<void> {
  const binding = { userId, workspaceId, role: "admin" } as const;
  await tx.binding.create({ data: { ...binding, createdAt: recordTime() } });
  await tx.roleGrant.create({ data: { ...binding, source: "direct" } });
}
