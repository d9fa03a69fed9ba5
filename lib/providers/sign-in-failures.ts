import { keysOf } from "@/lib/json/json-value";

interface Failure {
  title: string;
  /** What happened, and what to do about it. */
  detail: string;
}

const ATTACK = "Nothing was changed. Begin again here; if it happens again, tell an owner of this portal.";

/**
 * Why a sign-in at an identity provider came to nothing: the codes in the log and in the address of the page that says so, and the words on
 * that page. They name no person: whoever reads them isn't signed in.
 */
export const SIGN_IN_FAILURES = {
  provider_off: {
    title: "This way to sign in is switched off",
    detail: "An owner of this portal has switched it off or removed it. Use another way.",
  },
  unreachable: {
    title: "The identity provider did not answer",
    detail: "Try again in a moment. If it lasts, ask an owner of this portal.",
  },
  client_refused: {
    title: "The identity provider refuses this portal",
    detail: "An owner of this portal has to check the client id and the secret.",
  },
  cancelled: {
    title: "You did not sign in",
    detail: "The identity provider says that it was cancelled, or that you may not use this portal.",
  },
  provider_error: {
    title: "The identity provider reported an error",
    detail: "Try again. If it happens again, ask those who run the identity provider.",
  },
  no_attempt: {
    title: "That took too long",
    detail: "A sign-in has ten minutes, in one browser that keeps cookies. Begin again.",
  },
  replayed: { title: "This sign-in was used already", detail: ATTACK },
  wrong_state: { title: "The answer belongs to another sign-in", detail: ATTACK },
  wrong_issuer: { title: "The answer came from another identity provider", detail: ATTACK },
  wrong_audience: { title: "The answer was meant for another application", detail: ATTACK },
  wrong_nonce: { title: "The answer belongs to another sign-in", detail: ATTACK },
  expired_token: {
    title: "The answer of the identity provider has run out",
    detail: "Begin again. If it happens again, its clock and this portal's may differ: tell an owner.",
  },
  bad_signature: { title: "The answer is not signed by the identity provider", detail: ATTACK },
  bad_answer: {
    title: "The answer of the identity provider makes no sense",
    detail: "Begin again. If it happens again, tell an owner of this portal.",
  },
  no_address: {
    title: "The identity provider did not say your e-mail address",
    detail: "Those who run it have to add the address to what it tells this portal (scope email).",
  },
  unverified_address: {
    title: "Your e-mail address is not verified",
    detail:
      "The identity provider has not verified it. Do that there, or sign in another way and link it under Your account.",
  },
  no_company_account: {
    title: "This is not an account of your company",
    detail:
      "Anybody can have an account at this identity provider, so only those of a company whose domain is proven here count. Choose that account there, or ask an owner of this portal.",
  },
  unproven_domain: {
    title: "Your e-mail domain is not proven here",
    detail: "An owner of this portal has to prove it under Sign-in before its people can come this way.",
  },
  other_provider: {
    title: "Your company signs in elsewhere",
    detail: "People of your e-mail domain use another identity provider. Type your address to get there.",
  },
  owner_unlinked: {
    title: "This account has to be linked first",
    detail:
      "Accounts of owners are never linked by their address. Sign in another way, then link it under Your account.",
  },
  other_identity: {
    title: "This account is somebody else's at the identity provider",
    detail:
      "The address belongs to an account that is linked with another person there. Ask an owner of this portal.",
  },
  no_account: {
    title: "You have no account here yet",
    detail: "Ask an owner of this portal to add you.",
  },
  disabled: { title: "Your account is disabled", detail: "Ask an owner of this portal." },
  changed_meanwhile: {
    title: "Your account was changed at that moment",
    detail:
      "It was disabled, or unlinked from your identity there, or the provider's settings were changed. Sign in again.",
  },
  throttled: {
    title: "Too many attempts",
    detail: "Too many sign-ins from your network went wrong. Wait a quarter of an hour, then try again.",
  },
  session_ended: {
    title: "Your session had ended",
    detail: "Nothing was linked or confirmed. Sign in and begin again.",
  },
  taken: {
    title: "That identity belongs to another account",
    detail:
      "It is linked with another account of this portal, or yours is linked with another identity there. Unlink that first.",
  },
  somebody_else: {
    title: "That was somebody else",
    detail: "The identity provider confirmed another person than the one who is signed in here.",
  },
  not_anew: {
    title: "The identity provider did not ask you again",
    detail:
      "It has to ask who you are anew for this, and to say when it did (auth_time). Use another proof, or tell an owner.",
  },
} as const satisfies Record<string, Failure>;

export type SignInFailure = keyof typeof SIGN_IN_FAILURES;

const CODES = keysOf(SIGN_IN_FAILURES);

/** Returns the words for a code out of an address, which may be anything; null for none. */
export function signInFailure(code: string | undefined): Failure | null {
  const known = CODES.find((name) => name === code);
  return known ? SIGN_IN_FAILURES[known] : null;
}
