import "server-only";
import type { AuditRequest } from "@/lib/audit/event";
import { database, type Transaction } from "@/lib/db/client";
import type { SignInProvider, User } from "@/lib/db/generated/client";
import { findCaller, type SignedInUser } from "@/lib/identity/find-caller";
import { findDevice } from "@/lib/identity/known-devices";
import { holdPerson, openSession, type SignInBrowser } from "@/lib/identity/open-session";
import { renewSession } from "@/lib/identity/prove-identity";
import { newSecretToken } from "@/lib/identity/secret-token";
import type { SignInMethod } from "@/lib/identity/sign-in-methods";
import { userActor } from "@/lib/identity/users";
import { idTokenBinding, seal } from "@/lib/vault/vault";
import { redirectUri } from "./begin-sign-in";
import { speaksFor } from "./domains";
import { ExchangeFailed, exchangeCode, type ProviderClaims } from "./exchange";
import { bookCallback, forgiveCallback, recordFailedSignIn } from "./failed-sign-ins";
import { companyClaim } from "./rules";
import { bypassOf, holdEnabled, type Settled, settleLink, settleProof, settleSignIn } from "./settle-person";
import type { SignInFailure } from "./sign-in-failures";
import { type Purpose, type SignInState, spendState, stateIn } from "./sign-in-state";

/** What a browser brought back from a provider. */
export interface ProviderCallback {
  providerId: string;
  /** The portal's own origin. */
  origin: string;
  /** The query of the callback's address. */
  answer: URLSearchParams;
  cookies: string | null;
  browser: SignInBrowser;
  request: AuditRequest;
}

/** How a sign-in at a provider ended, and where the browser goes. */
export type EndedSignIn =
  | { outcome: "signed_in"; path: string; sessionId: string; deviceToken: string }
  /** The session goes on under a new id. */
  | { outcome: "proved"; path: string; sessionId: string }
  | { outcome: "linked"; path: string }
  | { outcome: "failed"; path: string; failure: SignInFailure; purpose: Purpose };

/** A failure on the way, and whom it was about. */
class Stopped extends Error {
  constructor(
    readonly failure: SignInFailure,
    readonly user: User | null = null,
  ) {
    super(failure);
    this.name = "Stopped";
  }
}

function userOf(settled: Settled): User {
  if ("failure" in settled) throw new Stopped(settled.failure, settled.user);
  return settled.user;
}

/** @throws Stopped for a session that has ended, or is not the one with which the browser went away */
async function ownSession(state: SignInState, browser: SignInBrowser): Promise<SignedInUser> {
  const isSame = state.sessionId !== null && state.sessionId === browser.sessionId;
  const caller = isSame ? await findCaller(state.sessionId ?? "") : null;
  if (!caller) throw new Stopped("session_ended");
  return caller.user;
}

/**
 * Whether an identity is still somebody's, and opens something for them. It locks the provider, then the person, as everywhere.
 * @throws Stopped for a provider that is off by now, or that the person may not use
 */
async function isStillTheirs(
  tx: Transaction,
  { id: providerId, asksForTwoFactors }: SignInProvider,
  subject: string,
  user: User,
): Promise<boolean> {
  const held = await holdEnabled(tx, providerId);
  if (!held) throw new Stopped("provider_off", user);
  const isHere = (await holdPerson(tx, user.id)) !== null;
  const failure = await bypassOf(tx, providerId, user);
  if (failure) throw new Stopped(failure, user);
  const where = { providerId, subject, userId: user.id };
  const isTheirs = isHere && (await tx.externalIdentity.count({ where })) > 0;
  // How the session began follows from the setting, which may have been changed meanwhile.
  return isTheirs && held.asksForTwoFactors === asksForTwoFactors;
}

/** How a session begins: what the provider says of this sign-in counts for more than what an owner says of the provider. */
function methodOf({ asksForTwoFactors }: SignInProvider, { hasSecondFactor }: ProviderClaims): SignInMethod {
  if (hasSecondFactor) return "provider_factors";
  return asksForTwoFactors ? "provider_trusted" : "provider";
}

async function signIn(
  { browser, request }: ProviderCallback,
  provider: SignInProvider,
  state: SignInState,
  claims: ProviderClaims,
): Promise<EndedSignIn> {
  const user = userOf(await settleSignIn(provider.id, claims, request));
  const device = await findDevice(user.email, browser.deviceToken);
  const deviceToken = device.token ?? newSecretToken();
  const sessionId = await openSession(user, {
    method: methodOf(provider, claims),
    request,
    browser,
    deviceToken,
    isStillRight: (tx) => isStillTheirs(tx, provider, claims.subject, user),
    provider: {
      id: provider.id,
      name: provider.name,
      sealedIdToken: seal(claims.idToken, idTokenBinding(provider.id)),
      askedAt: claims.askedAt,
    },
  });
  if (sessionId === null) throw new Stopped("changed_meanwhile", user);
  return { outcome: "signed_in", path: state.path, sessionId, deviceToken };
}

async function link(
  { browser, request }: ProviderCallback,
  provider: SignInProvider,
  state: SignInState,
  claims: ProviderClaims,
): Promise<EndedSignIn> {
  const { id } = await ownSession(state, browser);
  userOf(await settleLink(provider.id, claims, id, request));
  return { outcome: "linked", path: state.path };
}

async function prove(
  { browser, request }: ProviderCallback,
  provider: SignInProvider,
  state: SignInState,
  claims: ProviderClaims,
): Promise<EndedSignIn> {
  const caller = await ownSession(state, browser);
  const user = userOf(await settleProof(provider.id, claims, caller.id, new Date(state.beganAt)));
  const by = { actor: userActor(caller), request };
  const isStillRight = (tx: Transaction) => isStillTheirs(tx, provider, claims.subject, user);
  const sessionId = await renewSession(caller, "provider", by, isStillRight);
  if (sessionId === null) throw new Stopped("session_ended");
  return { outcome: "proved", path: state.path, sessionId };
}

const ENDS = { sign_in: signIn, link, prove };

/**
 * Makes sure that an account is one of a company whose domain is proven for this provider, where everybody in the world has one there.
 * A verified address is not enough: its owner may have changed since.
 * @throws Stopped
 */
async function requireCompany(provider: SignInProvider, { company }: ProviderClaims): Promise<void> {
  if (companyClaim(provider.issuer) === null) return;
  if (company === null || !(await speaksFor(provider.id, company))) throw new Stopped("no_company_account");
}

/** Does what the sign-in was for. @throws Stopped, ExchangeFailed */
async function carryOut(
  callback: ProviderCallback,
  provider: SignInProvider,
  state: SignInState,
): Promise<EndedSignIn> {
  const url = new URL(redirectUri(callback.origin, provider.id));
  url.search = callback.answer.toString();
  const claims = await exchangeCode(provider, url, state);
  await requireCompany(provider, claims);
  const ended = await ENDS[state.purpose](callback, provider, state, claims);
  await forgiveCallback(callback.request);
  return ended;
}

/** @throws Stopped for a callback that nobody of this browser waits for */
async function expectedState(
  callback: ProviderCallback,
  provider: SignInProvider | null,
): Promise<SignInState> {
  if (!provider?.enabled) throw new Stopped("provider_off");
  const state = stateIn(provider.id, callback.cookies);
  if (!state) throw new Stopped("no_attempt");
  if (!(await spendState(state))) throw new Stopped("replayed");
  // Only what this browser has begun counts: a page elsewhere could lead many here, and hold their network back.
  if (await bookCallback(callback.request)) throw new Stopped("throttled");
  return state;
}

/**
 * Ends a sign-in at a provider: checks what the browser brought back, and does what it was for. Every failure is an event with its
 * cause; no token and no secret is in it.
 */
export async function endSignIn(callback: ProviderCallback): Promise<EndedSignIn> {
  const provider = await database().signInProvider.findUnique({ where: { id: callback.providerId } });
  let state: SignInState | null = null;
  try {
    state = await expectedState(callback, provider);
    if (!provider) throw new Stopped("provider_off");
    return await carryOut(callback, provider, state);
  } catch (error) {
    if (!(error instanceof Stopped || error instanceof ExchangeFailed)) throw error;
    const { failure } = error;
    const purpose = state?.purpose ?? "sign_in";
    const user = error instanceof Stopped ? error.user : null;
    await recordFailedSignIn({ failure, purpose, provider, user, request: callback.request });
    return { outcome: "failed", path: state?.path ?? "/", failure, purpose };
  }
}
