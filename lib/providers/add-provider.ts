import "server-only";
import { v7 as uuidv7 } from "uuid";
import type { ActedBy } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { newSecretToken } from "@/lib/identity/secret-token";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { providerSecretBinding, seal } from "@/lib/vault/vault";
import { discoverProvider, ProviderUnfit } from "./configuration";
import { findProvider, type ProviderView, providerView } from "./list-providers";
import type { NewProvider } from "./provider-schemas";

/** Locks a provider's row for a change. Sign-ins that are under way wait, or are waited for. */
export async function lockProvider(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "SignInProvider" WHERE "id" = ${id}::uuid FOR NO KEY UPDATE`;
}

/** Returns the end of a secret: enough to tell two apart, and of a short one nothing. */
export function secretHint(secret: string): string {
  return secret.length < 12 ? "" : secret.slice(-4);
}

/**
 * Gives domains to a provider. Each gets a random value of its own for the DNS record, so that what proved it for another
 * provider proves nothing now.
 *
 * @param domains with their places in the request's list
 * @throws Problem `invalid_body` for one that is another provider's
 */
export async function addDomains(
  tx: Transaction,
  providerId: string,
  domains: readonly { domain: string; place: number }[],
): Promise<void> {
  const taken = await tx.providerDomain.findMany({
    where: { domain: { in: domains.map(({ domain }) => domain) } },
    include: { provider: { select: { name: true } } },
  });
  const errors = domains.flatMap(({ domain, place }) => {
    const other = taken.find((one) => one.domain === domain);
    if (!other) return [];
    const message = `${domain} belongs to ${other.provider.name}. Take it away there first`;
    return [{ path: `/domains/${place}`, message }];
  });
  if (errors.length > 0) throw invalidBody(errors);
  await tx.providerDomain.createMany({
    data: domains.map(({ domain }) => ({ domain, providerId, token: newSecretToken() })),
  });
}

/** @throws Problem `invalid_body` for a provider that can't be asked, or lacks what a sign-in needs */
async function issuerOf(provider: NewProvider): Promise<string> {
  try {
    return (await discoverProvider(provider)).serverMetadata().issuer;
  } catch (error) {
    if (error instanceof ProviderUnfit) throw invalidBody([{ path: "/issuer", message: error.message }]);
    throw error;
  }
}

/** Each is a button on the sign-in page. */
const MOST_PROVIDERS = 20;

/**
 * Adds an identity provider, which is switched off at first. It is asked what it can do before anything is stored.
 * @throws Problem `invalid_body`, or `conflict` for one too many
 */
export async function addProvider(given: NewProvider, by: ActedBy): Promise<ProviderView> {
  const issuer = await issuerOf(given);
  const { name, clientId, clientSecret, scopes, groupsClaim, domains } = given;
  const id = uuidv7();
  return await database().$transaction(async (tx) => {
    const others = await tx.signInProvider.findMany({ select: { name: true, issuer: true, clientId: true } });
    const same = others.find((other) => other.issuer === issuer && other.clientId === clientId);
    if (same) throw invalidBody([{ path: "/clientId", message: `is here already, as ${same.name}` }]);
    if (others.length >= MOST_PROVIDERS)
      throw new Problem(
        "conflict",
        `There are ${MOST_PROVIDERS} identity providers already. Remove one first`,
      );
    await tx.signInProvider.create({
      data: {
        ...{ id, name, issuer, clientId, scopes, groupsClaim },
        sealedSecret: seal(clientSecret, providerSecretBinding(id)),
        secretHint: secretHint(clientSecret),
      },
    });
    await addDomains(
      tx,
      id,
      domains.map((domain, place) => ({ domain, place })),
    );
    await recordEvent(tx, {
      workspaceId: null,
      ...by,
      action: "sign_in_provider.add",
      outcome: "succeeded",
      target: { type: "sign_in_provider", id, name },
      changes: [
        { path: "/name", before: null, after: name },
        { path: "/issuer", before: null, after: issuer },
        { path: "/clientId", before: null, after: clientId },
        { path: "/domains", before: null, after: domains.join(", ") },
      ],
    });
    const added = await findProvider(id, tx);
    if (!added) throw new Error("the identity provider that was just added is not there");
    return providerView(added);
  });
}
