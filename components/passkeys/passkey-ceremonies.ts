import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/browser";
import { listOf, number, object, optional, text } from "../http/answer-shape";

/** The answer of a passkey; or why there is none, as a sentence for its person. */
export type Asked<Answer> = { ok: true; answer: Answer } | { ok: false; why: string };

/** What the portal says about a new passkey. The rest of the standard's options is the same for each. */
export const creationOptions = object({
  challenge: text,
  rp: object({ id: text, name: text }),
  user: object({ id: text, name: text, displayName: text }),
  timeout: optional(number),
  pubKeyCredParams: listOf(object({ alg: number })),
  excludeCredentials: optional(listOf(object({ id: text }))),
});

/** What the portal says about a question to a passkey. */
export const requestOptions = object({ challenge: text, rpId: text, timeout: optional(number) });

type ShapeOf<Check> = Check extends (value: unknown) => value is infer Value ? Value : never;

/** Only few visits use a passkey, so its library loads with the first one. */
const library = () => import("@simplewebauthn/browser");

/** By the names of Web Authentication's errors (sections 5.1.3 and 5.1.4). */
const FAULTS: Record<string, string> = {
  NotAllowedError: "It was cancelled, or took too long. Try again.",
  InvalidStateError: "This device has a passkey of yours for this portal already.",
  SecurityError:
    "Browsers keep passkeys for names only: open the portal under its name, and not under a number.",
  ConstraintError:
    "This device can't check that it is you: set up a screen lock, a PIN or a fingerprint first.",
};

function faultOf(error: unknown): string {
  const name = error instanceof Error ? error.name : "";
  return FAULTS[name] ?? "Your browser could not do it. Try again, or use another browser.";
}

async function ask<Answer>(
  begin: (browser: Awaited<ReturnType<typeof library>>) => Promise<Answer>,
): Promise<Asked<Answer>> {
  if (!window.PublicKeyCredential) {
    const why = window.isSecureContext
      ? "This browser knows no passkeys."
      : "Browsers use passkeys over https only. Ask whoever runs this portal.";
    return { ok: false, why };
  }
  try {
    return { ok: true, answer: await begin(await library()) };
  } catch (error) {
    return { ok: false, why: faultOf(error) };
  }
}

/** Lets the browser make a passkey, which its person confirms there. Never throws. */
export function makePasskey(
  options: ShapeOf<typeof creationOptions>,
): Promise<Asked<RegistrationResponseJSON>> {
  const optionsJSON: PublicKeyCredentialCreationOptionsJSON = {
    ...options,
    pubKeyCredParams: options.pubKeyCredParams.map(({ alg }) => ({ alg, type: "public-key" })),
    excludeCredentials: (options.excludeCredentials ?? []).map(({ id }) => ({ id, type: "public-key" })),
    attestation: "none",
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
  return ask(({ startRegistration }) => startRegistration({ optionsJSON }));
}

/** Lets a passkey answer, which its person confirms in the browser. Never throws. */
export function askPasskey(
  options: ShapeOf<typeof requestOptions>,
): Promise<Asked<AuthenticationResponseJSON>> {
  const optionsJSON: PublicKeyCredentialRequestOptionsJSON = { ...options, userVerification: "required" };
  return ask(({ startAuthentication }) => startAuthentication({ optionsJSON }));
}
