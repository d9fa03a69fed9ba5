import "server-only";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { ActedBy } from "@/lib/audit/event";
import type { NewAuditEvent } from "@/lib/audit/events/new-event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { Prisma, Role } from "@/lib/db/generated/client";
import { queryRows } from "@/lib/db/query-rows";
import type { BoundWorkspace } from "./find-caller";
import { leaveNotice } from "./notices";
import { commonRole } from "./roles";
import { MOST_TOKENS } from "./rules";
import { tokenHash } from "./secret-token";
import { newApiToken, tokenHint } from "./token-form";
import type { Person } from "./users";

export interface TokenView {
  id: string;
  name: string;
  /** Its last four characters. */
  hint: string;
  role: string;
  /** Those in which it counts now, each with what it may do there. */
  workspaces: { slug: string; name: string; role: string }[];
  createdAt: string;
  expiresAt: string;
  expired: boolean;
  lastUsedAt: string | null;
}

const { sql } = Prisma;

/** The condition of a token that was neither revoked nor has run out. */
const LIVES = sql`t."revokedAt" IS NULL AND t."expiresAt" > now()`;
/** A script that fails since its token has run out is mostly noticed within this time. */
const LISTED_AFTER_EXPIRY = sql`interval '30 days'`;

const listedRow = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  role: z.enum(Role),
  createdAt: z.date(),
  expiresAt: z.date(),
  expired: z.boolean(),
  lastUsedAt: z.date().nullable(),
  slug: z.string().nullable(),
  workspaceName: z.string().nullable(),
  personsRole: z.enum(Role).nullable(),
});

/**
 * A person's tokens, the newest first: those that live, and those that ran out lately. A workspace that the person has lost is
 * not among a token's, since it does not count there any more.
 */
export async function listTokens(userId: string): Promise<TokenView[]> {
  const rows = await queryRows(database(), "a person's tokens", listedRow)`
    SELECT t."id", t."name", t."hint", t."role", t."createdAt", t."expiresAt", t."expiresAt" <= now() AS "expired",
           t."lastUsedAt", w."slug", w."name" AS "workspaceName", b."role" AS "personsRole"
    FROM "ApiToken" t
    LEFT JOIN ("ApiTokenWorkspace" tw JOIN "Workspace" w ON w."id" = tw."workspaceId"
               JOIN "Binding" b ON b."workspaceId" = tw."workspaceId")
      ON tw."tokenId" = t."id" AND b."userId" = t."userId"
    WHERE t."userId" = ${userId}::uuid AND t."revokedAt" IS NULL AND t."expiresAt" > now() - ${LISTED_AFTER_EXPIRY}
    ORDER BY t."createdAt" DESC, t."id", lower(w."name")`;
  const tokens = new Map<string, TokenView>();
  for (const { slug, workspaceName, personsRole, ...row } of rows) {
    const token = tokens.get(row.id) ?? {
      ...row,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
      workspaces: [],
    };
    tokens.set(row.id, token);
    const role = personsRole === null ? null : commonRole(personsRole, row.role);
    if (slug === null || workspaceName === null || role === null) continue;
    token.workspaces.push({ slug, name: workspaceName, role });
  }
  return [...tokens.values()];
}

interface NewToken {
  name: string;
  role: Role;
  workspaces: readonly BoundWorkspace[];
  expiresAt: Date;
}

/**
 * Records an event of a token in the logs of its workspaces and in the portal's, in one order, so that two such events never
 * wait for each other. Only the portal's says which workspaces they are.
 */
async function recordInItsLogs(
  tx: Transaction,
  workspaces: readonly { id: string; slug: string }[],
  event: Omit<NewAuditEvent<"token.create" | "token.revoke">, "workspaceId">,
): Promise<void> {
  const ids = workspaces.map(({ id }) => id).sort();
  for (const workspaceId of ids) await recordEvent(tx, { ...event, workspaceId });
  const slugs = workspaces.map(({ slug }) => slug).sort();
  const detail = { ...event.detail, workspaces: slugs.join(", ") };
  await recordEvent(tx, { ...event, detail, workspaceId: null });
}

const countRow = z.object({ live: z.int() });

/**
 * Makes a token for a person. What it may do is checked by whoever calls, and at each request anew.
 *
 * @returns the token itself, which can't be read again; `too_many` where the person has the most that one may have, `disabled`
 *   where they were disabled at this moment
 */
export async function makeToken(
  person: Person,
  { name, role, workspaces, expiresAt }: NewToken,
  by: ActedBy,
): Promise<{ id: string; token: string } | "too_many" | "disabled"> {
  const id = uuidv7();
  const token = newApiToken();
  return await database().$transaction(async (tx) => {
    // Two at once must not exceed the most, and whoever disables the person must see a token that is made meanwhile.
    const [user] = await queryRows(tx, "a person to lock", z.object({ disabled: z.boolean() }))`
      SELECT "disabledAt" IS NOT NULL AS "disabled" FROM "User" WHERE "id" = ${person.id}::uuid FOR NO KEY UPDATE`;
    if (!user || user.disabled) return "disabled";
    const [count] = await queryRows(tx, "the number of a person's tokens", countRow)`
      SELECT count(*)::int AS "live" FROM "ApiToken" t WHERE t."userId" = ${person.id}::uuid AND ${LIVES}`;
    if (!count || count.live >= MOST_TOKENS) return "too_many";
    await tx.apiToken.create({
      data: {
        ...{
          id,
          userId: person.id,
          name,
          role,
          expiresAt,
          tokenHash: tokenHash(token),
          hint: tokenHint(token),
        },
        workspaces: { create: workspaces.map((workspace) => ({ workspaceId: workspace.id })) },
      },
    });
    await recordInItsLogs(tx, workspaces, {
      ...by,
      action: "token.create",
      outcome: "succeeded",
      target: { type: "token", id, name },
      changes: [
        { path: "/name", before: null, after: name },
        { path: "/role", before: null, after: role },
        { path: "/expiresAt", before: null, after: expiresAt.toISOString() },
      ],
    });
    return { id, token };
  });
}

/**
 * Revokes a token: it is worthless from the next request on. Its person learns of it where somebody else did it.
 * @returns false when this person has no such token, or it was revoked already
 */
export async function revokeToken(id: string, userId: string, by: ActedBy): Promise<boolean> {
  return await database().$transaction(async (tx) => {
    const [revoked] = await tx.apiToken.updateManyAndReturn({
      where: { id, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    if (!revoked) return false;
    const { name } = revoked;
    const others = by.actor.id !== userId;
    const { user, workspaces } = await tx.apiToken.findUniqueOrThrow({
      where: { id },
      select: {
        user: { select: { name: true } },
        workspaces: { select: { workspace: { select: { id: true, slug: true } } } },
      },
    });
    if (others)
      await leaveNotice(
        tx,
        userId,
        { kind: "token_revoked", detail: { by: by.actor.name, token: name } },
        by.request,
      );
    await recordInItsLogs(
      tx,
      workspaces.map(({ workspace }) => workspace),
      {
        ...by,
        action: "token.revoke",
        outcome: "succeeded",
        target: { type: "token", id, name },
        detail: others ? { person: user.name } : {},
      },
    );
    return true;
  });
}

/**
 * Revokes all tokens of a person who is disabled: none comes back with them.
 * @returns how many lived
 */
export async function revokeAllTokens(tx: Transaction, userId: string): Promise<number> {
  const ended = await tx.apiToken.updateManyAndReturn({
    where: { userId, revokedAt: null },
    data: { revokedAt: new Date() },
    select: { expiresAt: true },
  });
  return ended.filter(({ expiresAt }) => expiresAt > new Date()).length;
}

/** Removes the tokens of a person who has left, with the names that they gave them. */
export async function removeTokens(tx: Transaction, userId: string): Promise<void> {
  await tx.apiTokenWorkspace.deleteMany({ where: { token: { userId } } });
  await tx.apiToken.deleteMany({ where: { userId } });
}
