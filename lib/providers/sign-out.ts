import "server-only";
import { database } from "@/lib/db/client";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import type { SignOutHint } from "@/lib/identity/sessions";
import { idTokenBinding, unseal, VaultError } from "@/lib/vault/vault";
import { signOutUri } from "./begin-sign-in";
import { configurationOf, openid, ProviderUnfit } from "./configuration";

/**
 * Returns the address at which the provider of a session that this very request has ended signs its person out, too (OpenID Connect
 * RP-Initiated Logout 1.0).
 *
 * @param hint what the session had of the provider; nothing has it any more
 * @param origin the portal's own; its sign-in page must be registered at the provider as the place to come back to
 * @returns null for a provider that can't do it or doesn't answer
 */
export async function providerSignOut(hint: SignOutHint, origin: string): Promise<string | null> {
  try {
    const provider = await database().signInProvider.findUnique({ where: { id: hint.providerId } });
    if (!provider) return null;
    const config = await configurationOf(provider);
    if (config.serverMetadata().end_session_endpoint === undefined) return null;
    const { buildEndSessionUrl } = await openid();
    return buildEndSessionUrl(config, {
      id_token_hint: unseal(hint.sealedIdToken, idTokenBinding(provider.id)),
      post_logout_redirect_uri: signOutUri(origin),
    }).href;
  } catch (error) {
    // The session here is over. Whether it is over at the provider must not make that a failure.
    if (error instanceof ProviderUnfit || error instanceof VaultError || isDatabaseUnavailable(error))
      return null;
    throw error;
  }
}
