import "server-only";
import type { ActedBy, AuditActor } from "@/lib/audit/event";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { SignInProvider } from "@/lib/db/generated/client";
import { tokenHash } from "@/lib/identity/secret-token";
import { newApiToken, tokenHint } from "@/lib/identity/token-form";
import { Problem } from "@/lib/problems/problem";
import { lockProvider } from "../add-provider";

/** A directory that calls: an identity provider's list of people and groups, which it keeps up to date here (SCIM). */
export interface Directory {
  /** That of its provider. */
  id: string;
  providerName: string;
  /** The hash of the token by which it calls. */
  tokenHash: string;
}

/** A directory as the audit log keeps it. */
export function directoryActor({ providerName }: Pick<Directory, "providerName">): AuditActor {
  return { ...SYSTEM_ACTOR, name: `${providerName} (directory)` };
}

/**
 * Returns the directory of a token, and notes that it was used.
 * @param hash that of the token which the caller sent
 * @returns null for a token that was replaced, or never was one
 */
export async function findDirectory(hash: string): Promise<Directory | null> {
  const row = await database().providerDirectory.findUnique({
    where: { tokenHash: hash },
    select: { providerId: true, usedAt: true, provider: { select: { name: true } } },
  });
  if (!row) return null;
  const { providerId: id, usedAt, provider } = row;
  const usedLately = usedAt !== null && usedAt.getTime() > Date.now() - MINUTE_MS;
  if (!usedLately)
    await database().providerDirectory.updateMany({
      where: { tokenHash: hash },
      data: { usedAt: new Date() },
    });
  return { id, providerName: provider.name, tokenHash: hash };
}

const MINUTE_MS = 60_000;

/**
 * Locks a directory's provider until the transaction ends: a directory's changes come one after the other, and none after its token
 * was replaced.
 * @throws Problem `not_signed_in` where that has happened at this moment
 */
export async function holdDirectory(
  tx: Transaction,
  { id, tokenHash: hash }: Directory,
): Promise<SignInProvider> {
  await lockProvider(tx, id);
  const row = await tx.providerDirectory.findUnique({
    where: { providerId: id, tokenHash: hash },
    include: { provider: true },
  });
  if (row) return row.provider;
  throw new Problem("not_signed_in", "This token was replaced at this moment");
}

async function lockedProvider(tx: Transaction, id: string) {
  await lockProvider(tx, id);
  const provider = await tx.signInProvider.findUnique({ where: { id }, include: { directory: true } });
  if (!provider) throw new Problem("not_found", "There is no such identity provider");
  return provider;
}

/**
 * Connects a provider's directory, or replaces the token of one that is connected: the former is worthless at once.
 * @returns the new token, which can't be read again
 * @throws Problem `not_found`
 */
export async function connectDirectory(providerId: string, by: ActedBy): Promise<string> {
  const token = newApiToken();
  const parts = { tokenHash: tokenHash(token), tokenHint: tokenHint(token) };
  await database().$transaction(async (tx) => {
    const { name, directory } = await lockedProvider(tx, providerId);
    await tx.providerDirectory.upsert({
      where: { providerId },
      create: { providerId, ...parts },
      update: { ...parts, tokenMadeAt: new Date() },
    });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "directory.connect",
      outcome: "succeeded",
      target: { type: "sign_in_provider", id: providerId, name },
      detail: { renewed: directory !== null },
    });
  });
  return token;
}

/**
 * Disconnects a provider's directory: its token is worthless at once, and what it knew of people and groups is forgotten. The
 * people stay as they are.
 * @throws Problem `not_found`, or `conflict` while roles come from its groups
 */
export async function disconnectDirectory(providerId: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    const { name, directory, directoryGroups } = await lockedProvider(tx, providerId);
    if (!directory) throw new Problem("not_found", "No directory is connected");
    if (directoryGroups)
      throw new Problem(
        "conflict",
        "The groups of this directory give roles. Take the groups from the sign-in first, where you see who would lose what",
      );
    const users = await tx.directoryUser.count({ where: { directoryId: providerId } });
    await tx.providerDirectory.delete({ where: { providerId } });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "directory.disconnect",
      outcome: "succeeded",
      target: { type: "sign_in_provider", id: providerId, name },
      detail: { users },
    });
  });
}
