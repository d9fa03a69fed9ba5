import { keysOf } from "@/lib/json/json-value";

interface MethodFacts {
  label: string;
  /** Set where somebody else asks for a second factor, so that the portal doesn't. */
  provenElsewhere?: true;
  /** Set where nobody asks for a second factor: the method of the session once its person has given one. */
  onceGiven?: string;
}

/** How somebody signs in, and the words for it. The names are those in `Session.method` and in the log. */
export const SIGN_IN_METHODS = {
  password: { label: "Password" },
  password_code: { label: "Password and code" },
  recovery_code: { label: "Password and recovery code" },
  passkey: { label: "Passkey" },
  provider: { label: "Identity provider", onceGiven: "provider_own_factor" },
  provider_own_factor: { label: "Identity provider, and a second factor here" },
  provider_factors: { label: "Identity provider, with a second factor", provenElsewhere: true },
  provider_trusted: { label: "Identity provider that asks for two factors", provenElsewhere: true },
} as const satisfies Record<string, MethodFacts>;

export type SignInMethod = keyof typeof SIGN_IN_METHODS;

export const SIGN_IN_METHOD_NAMES = keysOf(SIGN_IN_METHODS);

/** Returns the facts about a session's method; null for one of another version. */
export function signInMethod(name: string): MethodFacts | null {
  const known = SIGN_IN_METHOD_NAMES.find((method) => method === name);
  return known ? SIGN_IN_METHODS[known] : null;
}

/** Returns what a session's method is once its person has given a second factor in it. */
export function onceFactorGiven(method: string): string {
  return signInMethod(method)?.onceGiven ?? method;
}

/** The methods of sessions in which nobody was asked for a second factor. */
export const UNASKED_METHODS = SIGN_IN_METHOD_NAMES.filter((name) => signInMethod(name)?.onceGiven);

/** What can follow the right password of an account with a second factor, in the order in which a sign-in offers it. */
export const SECOND_STEPS = ["code", "passkey", "recovery_code"] as const;
export type SecondStep = (typeof SECOND_STEPS)[number];
