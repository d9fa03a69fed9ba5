import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { database } from "@/lib/db/client";
import { cookieName, cookieValue, setCookie } from "@/lib/identity/session-token";
import { seal, signInStateBinding, unseal, VaultError } from "@/lib/vault/vault";
import { openid } from "./configuration";

/** So long a person may take at the provider. */
const LIFETIME_SECONDS = 10 * 60;

/** Why somebody goes to the provider: to sign in, to link an account that they are signed in to, or to confirm who they are. */
export const PURPOSES = ["sign_in", "link", "prove"] as const;
export type Purpose = (typeof PURPOSES)[number];

const stateSchema = z.object({
  id: z.uuid(),
  /** Random values that the answer must repeat (RFC 6749, section 10.12; OpenID Connect Core 1.0, section 3.1.2.1). */
  state: z.string(),
  nonce: z.string(),
  /** The secret half of PKCE (RFC 7636). */
  verifier: z.string(),
  purpose: z.enum(PURPOSES),
  /** The session that the person had; it must be the same one afterwards. Null for a sign-in. */
  sessionId: z.string().nullable(),
  /** Where they want to go: a path of this portal, which was checked. */
  path: z.string(),
  beganAt: z.number(),
});

/** What the portal remembers of a sign-in while the person is at the provider. */
export type SignInState = z.output<typeof stateSchema>;

/**
 * Each provider has a cookie of its own: an answer of another one finds none of its own (mix-up, RFC 9700, section 2.1). It is for all
 * paths, so that no other host can set it (`cookieName`).
 */
const nameOf = (providerId: string) => `switchboard.sign-in.${providerId}`;
const PATH = "/";

/** Makes what a sign-in has to remember. */
export async function newSignInState(
  wanted: Pick<SignInState, "purpose" | "sessionId" | "path">,
): Promise<SignInState> {
  const { randomNonce, randomPKCECodeVerifier, randomState } = await openid();
  return {
    ...wanted,
    id: randomUUID(),
    state: randomState(),
    nonce: randomNonce(),
    verifier: randomPKCECodeVerifier(),
    beganAt: Date.now(),
  };
}

/**
 * Returns the cookie that keeps a state in the browser that began, sealed for one provider: nobody else can read it, make one, or use it
 * elsewhere.
 */
export function stateCookie(providerId: string, state: SignInState): string {
  const sealed = seal(JSON.stringify(state), signInStateBinding(providerId));
  return setCookie(nameOf(providerId), sealed, { path: PATH, seconds: LIFETIME_SECONDS });
}

/** Returns the header that takes the cookie away. */
export function spentStateCookie(providerId: string): string {
  return setCookie(nameOf(providerId), "", { path: PATH, seconds: 0 });
}

/** Returns the state of the browser's sign-in at a provider; null for none, a forged one, or one that took too long. */
export function stateIn(providerId: string, cookies: string | null): SignInState | null {
  const sealed = cookieValue(cookies, cookieName(nameOf(providerId), PATH));
  if (!sealed) return null;
  try {
    const state = stateSchema.parse(JSON.parse(unseal(sealed, signInStateBinding(providerId))));
    return state.beganAt > Date.now() - LIFETIME_SECONDS * 1000 ? state : null;
  } catch (error) {
    if (error instanceof VaultError || error instanceof z.ZodError || error instanceof SyntaxError)
      return null;
    throw error;
  }
}

/**
 * Uses a state up. The cookie is taken away by the answer, but a copy of it must be worth nothing either.
 * @returns false where it was used before
 */
export async function spendState({ id, beganAt }: SignInState): Promise<boolean> {
  await database().spentSignInState.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  const expiresAt = new Date(beganAt + LIFETIME_SECONDS * 1000);
  const { count } = await database().spentSignInState.createMany({
    data: [{ id, expiresAt }],
    skipDuplicates: true,
  });
  return count === 1;
}
