import "server-only";
import { database, type Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { Role } from "@/lib/identity/roles";
import { type DomainRecord, domainRecord } from "./domain-record";
import { type DomainState, domainState } from "./domains";

/** An identity provider as owners see it. Its secret is never among it. */
export interface ProviderView {
  id: string;
  name: string;
  issuer: string;
  clientId: string;
  /** The end of the client secret. */
  secretHint: string;
  scopes: string;
  groupsClaim: string | null;
  /** Whether the directory says who is in which group, and not the claim. */
  directoryGroups: boolean;
  joining: boolean;
  asksForTwoFactors: boolean;
  enabled: boolean;
  createdAt: string;
  domains: {
    domain: string;
    state: DomainState;
    /** The DNS record that proves it. */
    record: DomainRecord;
    provenAt: string | null;
    checkedAt: string | null;
    enforced: boolean;
  }[];
  /** Owners who may go on to use a password. */
  breakGlass: { id: string; name: string; email: string }[];
  groupRoles: { group: string; workspaceId: string; workspaceName: string; role: Role }[];
  /** How many people have signed in by it. */
  people: number;
  /** The directory that keeps people and groups up to date; null: none is connected. */
  directory: DirectoryView | null;
}

export interface DirectoryView {
  connectedAt: string;
  /** The end of its token, and when that was made. */
  tokenHint: string;
  tokenMadeAt: string;
  lastUsedAt: string | null;
  /** How many of each it keeps here. */
  users: number;
  groups: number;
}

export const PROVIDER_PARTS = {
  domains: { orderBy: { domain: "asc" } },
  exceptions: { include: { user: { select: { id: true, name: true, email: true } } } },
  groupRoles: {
    orderBy: [{ groupName: "asc" }, { workspaceId: "asc" }],
    include: { workspace: { select: { name: true } } },
  },
  directory: { include: { _count: { select: { users: true, groups: true } } } },
  _count: { select: { identities: true } },
} as const satisfies Prisma.SignInProviderInclude;

export type WholeProvider = Prisma.SignInProviderGetPayload<{ include: typeof PROVIDER_PARTS }>;

export function providerView(row: WholeProvider): ProviderView {
  const { id, name, issuer, clientId, secretHint, scopes, groupsClaim, directoryGroups } = row;
  const { joining, asksForTwoFactors, enabled, directory } = row;
  return {
    ...{ id, name, issuer, clientId, secretHint, scopes, groupsClaim, directoryGroups, joining, enabled },
    asksForTwoFactors,
    createdAt: row.createdAt.toISOString(),
    domains: row.domains.map((one) => ({
      domain: one.domain,
      state: domainState(one),
      record: domainRecord(one),
      provenAt: one.provenAt?.toISOString() ?? null,
      checkedAt: one.checkedAt?.toISOString() ?? null,
      enforced: one.enforced,
    })),
    breakGlass: row.exceptions
      .map(({ user }) => user)
      .sort((one, other) => one.name.localeCompare(other.name)),
    groupRoles: row.groupRoles.map((one) => ({
      group: one.groupName,
      workspaceId: one.workspaceId,
      workspaceName: one.workspace.name,
      role: one.role,
    })),
    people: row._count.identities,
    directory: directory && {
      connectedAt: directory.createdAt.toISOString(),
      tokenHint: directory.tokenHint,
      tokenMadeAt: directory.tokenMadeAt.toISOString(),
      lastUsedAt: directory.usedAt?.toISOString() ?? null,
      ...directory._count,
    },
  };
}

/** All identity providers, by name. */
export async function listProviders(): Promise<ProviderView[]> {
  const rows = await database().signInProvider.findMany({
    orderBy: [{ name: "asc" }, { id: "asc" }],
    include: PROVIDER_PARTS,
  });
  return rows.map(providerView);
}

/** Returns one provider; null for none. */
export async function findProvider(id: string, tx: Transaction = database()): Promise<WholeProvider | null> {
  return await tx.signInProvider.findUnique({ where: { id }, include: PROVIDER_PARTS });
}

/** A provider as strangers see it, on the button of the sign-in page. */
export interface OfferedProvider {
  id: string;
  name: string;
}

/**
 * The providers that people may sign in by.
 * @param enforcedFor only that by which alone the people of this domain may sign in
 */
export async function offeredProviders(enforcedFor?: string): Promise<OfferedProvider[]> {
  return await database().signInProvider.findMany({
    where: {
      enabled: true,
      ...(enforcedFor === undefined ? {} : { domains: { some: { domain: enforcedFor, enforced: true } } }),
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
}

/** What an owner chooses from in a provider's settings: the workspaces that groups may open, and who may have another way in. */
export interface ProviderChoices {
  workspaces: { id: string; name: string }[];
  owners: { id: string; name: string; email: string; hasOtherWay: boolean }[];
}

export async function providerChoices(): Promise<ProviderChoices> {
  const [workspaces, owners] = await Promise.all([
    database().workspace.findMany({ orderBy: { name: "asc" }, select: { id: true, name: true } }),
    database().user.findMany({
      where: { isOwner: true, disabledAt: null },
      orderBy: { name: "asc" },
      select: {
        ...{ id: true, name: true, email: true, passwordHash: true },
        passkeys: { take: 1, select: { id: true } },
      },
    }),
  ]);
  return {
    workspaces,
    owners: owners.map(({ passwordHash, passkeys, ...owner }) => ({
      ...owner,
      hasOtherWay: passwordHash !== null || passkeys.length > 0,
    })),
  };
}
