import "server-only";
import type { ActedBy, AuditFieldChange } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { BREAK_GLASS } from "@/lib/identity/enforced-domains";
import { keepOwners, lockOwners } from "@/lib/identity/last-owner";
import { doubtFactors, endProviderSessions, endSessionsBesideProvider } from "@/lib/identity/sessions";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { providerSecretBinding, seal } from "@/lib/vault/vault";
import { addDomains, lockProvider, secretHint } from "./add-provider";
import { domainState } from "./domains";
import { settleGroupRoles } from "./group-roles";
import { findProvider, type ProviderView, providerView, type WholeProvider } from "./list-providers";
import type { ProviderChange } from "./provider-schemas";

/** The state of a provider as its events have it, by path: texts and switches alone, so that the log can show them. */
function recordedState(provider: WholeProvider): Record<string, unknown> {
  const { name, clientId, scopes, groupsClaim, directoryGroups, joining, enabled, sealedSecret } = provider;
  const { asksForTwoFactors } = provider;
  const view = providerView(provider);
  return {
    ...{ "/name": name, "/clientId": clientId, "/scopes": scopes, "/groupsClaim": groupsClaim },
    ...{ "/joining": joining, "/enabled": enabled, "/clientSecret": sealedSecret },
    "/asksForTwoFactors": asksForTwoFactors,
    "/directoryGroups": directoryGroups,
    "/domains": view.domains.map(({ domain }) => domain).join(", "),
    "/enforced": view.domains
      .filter(({ enforced }) => enforced)
      .map(({ domain }) => domain)
      .join(", "),
    "/breakGlass": view.breakGlass.map(({ email }) => email).join(", "),
    "/groupRoles": view.groupRoles
      .map(({ group, workspaceName, role }) => `${group}: ${role} of ${workspaceName}`)
      .join(", "),
  };
}

function changesBetween(before: WholeProvider, after: WholeProvider): AuditFieldChange[] {
  const [was, is] = [recordedState(before), recordedState(after)];
  return Object.keys(is)
    .filter((path) => was[path] !== is[path])
    .map((path) => ({ path, before: was[path], after: is[path] }));
}

/** @throws Problem `invalid_body` for a domain that can't be enforced */
async function changeDomains(
  tx: Transaction,
  provider: WholeProvider,
  { domains, enforced }: ProviderChange,
): Promise<void> {
  const { id: providerId } = provider;
  const present = provider.domains.map(({ domain }) => domain);
  if (domains) {
    await tx.providerDomain.deleteMany({ where: { providerId, domain: { notIn: domains } } });
    await addDomains(
      tx,
      providerId,
      domains.flatMap((domain, place) => (present.includes(domain) ? [] : [{ domain, place }])),
    );
  }
  if (!enforced) return;
  const kept = provider.domains.filter(({ domain }) => !domains || domains.includes(domain));
  const errors = enforced.flatMap((domain, place) => {
    const row = kept.find((one) => one.domain === domain);
    if (row && (row.enforced || domainState(row) === "proven")) return [];
    return [{ path: `/enforced/${place}`, message: `${domain} is not proven for this provider` }];
  });
  if (errors.length > 0) throw invalidBody(errors);
  await tx.providerDomain.updateMany({ where: { providerId }, data: { enforced: false } });
  await tx.providerDomain.updateMany({
    where: { providerId, domain: { in: enforced } },
    data: { enforced: true },
  });
}

/** @throws Problem `invalid_body` for somebody who is no owner */
async function changeExceptions(
  tx: Transaction,
  providerId: string,
  breakGlass: readonly string[],
): Promise<void> {
  const owners = await tx.user.findMany({ where: BREAK_GLASS, select: { id: true } });
  const errors = breakGlass.flatMap((id, place) =>
    owners.some((owner) => owner.id === id)
      ? []
      : [{ path: `/breakGlass/${place}`, message: "must be an owner who has a password or a passkey" }],
  );
  if (errors.length > 0) throw invalidBody(errors);
  await tx.providerException.deleteMany({ where: { providerId } });
  await tx.providerException.createMany({
    data: [...new Set(breakGlass)].map((userId) => ({ providerId, userId })),
  });
}

/** @throws Problem `invalid_body` for a workspace that isn't there */
async function changeMapping(
  tx: Transaction,
  providerId: string,
  groupRoles: NonNullable<ProviderChange["groupRoles"]>,
): Promise<void> {
  const ids = groupRoles.map(({ workspaceId }) => workspaceId);
  const known = await tx.workspace.findMany({ where: { id: { in: ids } }, select: { id: true } });
  const errors = ids.flatMap((id, place) =>
    known.some((workspace) => workspace.id === id)
      ? []
      : [{ path: `/groupRoles/${place}/workspaceId`, message: "There is no such workspace" }],
  );
  if (errors.length > 0) throw invalidBody(errors);
  await tx.providerGroupRole.deleteMany({ where: { providerId } });
  await tx.providerGroupRole.createMany({
    data: groupRoles.map(({ group, workspaceId, role }) => ({
      providerId,
      groupName: group,
      workspaceId,
      role,
    })),
  });
}

/** The columns of the provider itself that a change sets. */
function columnsOf(id: string, change: ProviderChange) {
  const { name, clientId, clientSecret, scopes, groupsClaim, directoryGroups, joining, enabled } = change;
  const { asksForTwoFactors } = change;
  const secret = clientSecret === undefined ? {} : sealedSecret(id, clientSecret);
  const settings = { name, clientId, scopes, groupsClaim, directoryGroups, joining, enabled };
  return { ...settings, asksForTwoFactors, ...secret };
}

function sealedSecret(id: string, clientSecret: string) {
  return {
    sealedSecret: seal(clientSecret, providerSecretBinding(id)),
    secretHint: secretHint(clientSecret),
  };
}

/** Gives and takes the roles that follow from a change. */
async function settleRoles(
  tx: Transaction,
  before: WholeProvider,
  after: WholeProvider,
  by: ActedBy,
): Promise<void> {
  const concerns = (provider: WholeProvider) => {
    const { enabled, groupsClaim, directoryGroups } = provider;
    const rows = provider.groupRoles.map(({ groupName, workspaceId, role }) => [
      groupName,
      workspaceId,
      role,
    ]);
    return JSON.stringify([enabled, groupsClaim, directoryGroups, rows]);
  };
  if (concerns(before) !== concerns(after))
    await settleGroupRoles(tx, after, null, { by, heirId: by.actor.id });
}

/**
 * Ends the sessions that a change leaves without a reason: those of a provider that is switched off, and those by another way of a
 * domain's people once the domain is enforced. Break-glass owners and the person who makes the change go on.
 */
async function settleSessions(
  tx: Transaction,
  before: WholeProvider,
  after: WholeProvider,
  by: ActedBy,
): Promise<number> {
  if (!after.enabled) return before.enabled ? await endProviderSessions(tx, after.id) : 0;
  const except = [...after.exceptions.map(({ userId }) => userId), ...(by.actor.id ? [by.actor.id] : [])];
  let ended = 0;
  for (const { domain } of after.domains.filter(({ enforced }) => enforced)) {
    const wasSo = before.enabled && before.domains.some((one) => one.domain === domain && one.enforced);
    if (!wasSo) ended += await endSessionsBesideProvider(tx, domain, after.id, except);
  }
  return ended;
}

function actionOf(changes: readonly AuditFieldChange[]) {
  const enabled = changes.find(({ path }) => path === "/enabled");
  if (!enabled) return "sign_in_provider.update";
  return enabled.after === true ? "sign_in_provider.enable" : "sign_in_provider.disable";
}

/** @throws Problem `not_found` */
async function wholeProvider(tx: Transaction, id: string): Promise<WholeProvider> {
  const found = await findProvider(id, tx);
  if (!found) throw new Problem("not_found", "There is no such identity provider");
  return found;
}

/**
 * Changes an identity provider, with all that follows from it in one transaction: roles, sessions, and who may still use a
 * password.
 *
 * @throws Problem `not_found`, `invalid_body`, or `conflict` where nobody could manage the portal any more
 */
export async function changeProvider(id: string, change: ProviderChange, by: ActedBy): Promise<ProviderView> {
  return await database().$transaction(async (tx) => {
    await lockProvider(tx, id);
    await lockOwners(tx);
    const before = await wholeProvider(tx, id);
    if (change.directoryGroups && !before.directory)
      throw invalidBody([{ path: "/directoryGroups", message: "Connect a directory first" }]);
    await tx.signInProvider.update({ where: { id }, data: columnsOf(id, change) });
    await changeDomains(tx, before, change);
    if (change.breakGlass) await changeExceptions(tx, id, change.breakGlass);
    if (change.groupRoles) await changeMapping(tx, id, change.groupRoles);
    const after = await wholeProvider(tx, id);
    await keepOwners(tx, "provider");
    await settleRoles(tx, before, after, by);
    const sessionsEnded = await settleSessions(tx, before, after, by);
    if (before.asksForTwoFactors && !after.asksForTwoFactors) await doubtFactors(tx, id);
    const changes = changesBetween(before, after);
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: actionOf(changes),
      outcome: "succeeded",
      target: { type: "sign_in_provider", id, name: after.name },
      changes,
      detail: sessionsEnded > 0 ? { sessionsEnded } : {},
    });
    return providerView(after);
  });
}

/**
 * Removes an identity provider: its sessions end, its roles are taken back, its identities and domains are forgotten.
 * @throws Problem `not_found`, or `conflict` where no owner could sign in any more
 */
export async function removeProvider(id: string, by: ActedBy): Promise<void> {
  await database().$transaction(async (tx) => {
    await lockProvider(tx, id);
    // Whom its directory disabled is changed with it, and people are locked in one order.
    const disabled = await tx.user.findMany({ where: { disabledById: id }, select: { id: true } });
    await lockOwners(tx, ...disabled.map((person) => person.id));
    const provider = await wholeProvider(tx, id);
    const { name, _count, enabled } = provider;
    // Before its identities are gone: a person who has no other way in is no admin to rely on.
    if (enabled) await tx.signInProvider.update({ where: { id }, data: { enabled: false } });
    await keepOwners(tx, "provider");
    await settleGroupRoles(tx, { ...provider, enabled: false }, null, { by, heirId: by.actor.id });
    const sessionsEnded = await endProviderSessions(tx, id);
    await tx.signInProvider.delete({ where: { id } });
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "sign_in_provider.remove",
      outcome: "succeeded",
      target: { type: "sign_in_provider", id, name },
      detail: { sessionsEnded, identities: _count.identities },
    });
  });
}
