import "server-only";
import { database } from "@/lib/db/client";
import type { SignInProvider } from "@/lib/db/generated/client";
import { VaultError } from "@/lib/vault/vault";
import { configurationOf, openid, ProviderUnfit } from "./configuration";
import { companyHint } from "./rules";
import type { SignInFailure } from "./sign-in-failures";
import { newSignInState, type SignInState, stateCookie } from "./sign-in-state";

/** Returns the address to which a provider sends the browser back. It is registered there, letter by letter. */
export function redirectUri(origin: string, providerId: string): string {
  return `${origin}/api/sign-in/providers/${providerId}/callback`;
}

/** Returns the address to which a provider sends the browser back after signing out. It is registered there, too. */
export function signOutUri(origin: string): string {
  return `${origin}/sign-in`;
}

/** Where a browser is sent, and the cookie by which it is known when it comes back. */
export interface BegunSignIn {
  url: string;
  cookie: string;
}

/** Returns a provider by which people may sign in now; null for none. */
export async function enabledProvider(id: string): Promise<SignInProvider | null> {
  return await database().signInProvider.findUnique({ where: { id, enabled: true } });
}

/** A person who confirms who they are must be asked by the provider anew, although it knows them (OpenID Connect Core 1.0, section 3.1.2.1). */
const ANEW = { prompt: "login", max_age: "0" };
/**
 * Any other sign-in may be one that the provider remembers. With an age, even one that is never reached, it must say when it asked the
 * person (`auth_time`, OpenID Connect Core 1.0, section 2); else somebody who has just typed their password there has proved nothing here.
 */
const AT_ANY_TIME = { max_age: String(365 * 24 * 60 * 60) };

/**
 * Begins a sign-in at a provider: PKCE with S256, state and nonce.
 * @param origin the portal's own, as its people reach it
 * @param wanted `path`: where to go afterwards, checked by `safeCallbackPath`
 * @returns the reason where it can't begin
 */
export async function beginSignIn(
  providerId: string,
  origin: string,
  wanted: Pick<SignInState, "purpose" | "sessionId" | "path">,
): Promise<BegunSignIn | { failure: SignInFailure }> {
  const provider = await enabledProvider(providerId);
  if (!provider) return { failure: "provider_off" };
  try {
    const config = await configurationOf(provider);
    const state = await newSignInState(wanted);
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await openid();
    const url = buildAuthorizationUrl(config, {
      redirect_uri: redirectUri(origin, providerId),
      scope: provider.scopes,
      code_challenge: await calculatePKCECodeChallenge(state.verifier),
      code_challenge_method: "S256",
      state: state.state,
      nonce: state.nonce,
      ...(wanted.purpose === "prove" ? ANEW : AT_ANY_TIME),
      ...companyHint(provider.issuer),
    });
    return { url: url.href, cookie: stateCookie(providerId, state) };
  } catch (error) {
    if (error instanceof ProviderUnfit) return { failure: "unreachable" };
    if (error instanceof VaultError) return { failure: "client_refused" };
    throw error;
  }
}
