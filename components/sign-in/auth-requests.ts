import { SECOND_STEPS, type SecondStep } from "@/lib/identity/sign-in-methods";
import { waitInWords } from "@/lib/time/lengths";
import { listOf, object, optional, text } from "../http/answer-shape";
import { isRedirect, postForm } from "./auth-form";

/** Why an attempt to sign in failed. */
export type SignInFailure = "wrong" | "throttled" | "offline" | "failed";

/** Returns what to do after too many attempts: the wait is a quarter of an hour, an hour or a day, by what was wrong. */
export function throttledWords(seconds: number | undefined): string {
  return `Wait ${seconds === undefined ? "a few minutes" : waitInWords(seconds)}, then try again.`;
}

/** The outcome of an attempt to sign in. */
export type SignInResult =
  | { outcome: Exclude<SignInFailure, "throttled"> }
  /** `seconds`: how long to wait; undefined where something between here and the portal refused. */
  | { outcome: "throttled"; seconds: number | undefined }
  /** `place`: the page where somebody with a generated password chooses their own one; null for the usual sign-in. */
  | { outcome: "ok"; place: string | null }
  /** The people of the address's domain sign in by this provider alone. */
  | { outcome: "provider_only"; provider: { id: string; name: string } }
  /** The password is right, and the account wants one of these steps; after a wrong code, too. */
  | { outcome: "second_step" | "wrong_code"; steps: SecondStep[] };

const isStepProblem = object({ code: text, steps: optional(listOf(text)), path: optional(text) });
const OWN_PASSWORD_PAGE = /^\/invite#\/[\w-]+$/;

/** Reads a refusal: a wrong password and an unknown address look alike, and a missing second step doesn't. */
async function readRefusal(response: Response): Promise<SignInResult> {
  const body: unknown = await response.json().catch(() => null);
  if (!isStepProblem(body)) return { outcome: "wrong" };
  const steps = SECOND_STEPS.filter((step) => body.steps?.includes(step));
  if (body.code === "own_password_required" && OWN_PASSWORD_PAGE.test(body.path ?? ""))
    return { outcome: "ok", place: body.path ?? null };
  if (body.code === "second_step_required") return { outcome: "second_step", steps };
  return body.code === "wrong_code" ? { outcome: "wrong_code", steps } : { outcome: "wrong" };
}

const isProvider = object({ id: text, name: text });
const isProviderProblem = object({ provider: isProvider });
const isProviderList = object({ items: listOf(isProvider) });

/**
 * Returns the provider by which alone the people of an address's domain may sign in. Never throws: the answer to the password says it,
 * too.
 */
export async function providerOf(email: string): Promise<{ id: string; name: string } | null> {
  const domain = email.slice(email.lastIndexOf("@") + 1).trim();
  if (!email.includes("@") || domain === "") return null;
  try {
    const response = await fetch(`/api/sign-in/providers?domain=${encodeURIComponent(domain)}`, {
      cache: "no-store",
    });
    const body: unknown = await response.json();
    return response.ok && isProviderList(body) ? (body.items[0] ?? null) : null;
  } catch {
    return null;
  }
}

/**
 * Signs in with an address and a password; on "ok" without a `place` the session cookie is set. Never throws.
 * @param code of an authenticator app, or a recovery code, where the account wants one
 */
export async function signInWithPassword(
  email: string,
  password: string,
  code?: string,
): Promise<SignInResult> {
  try {
    const fields = { email, password, callbackUrl: "/", ...(code === undefined ? {} : { code }) };
    const response = await postForm("/api/auth/callback/credentials", fields);
    if (response.status === 429) {
      const seconds = Number(response.headers.get("retry-after"));
      return { outcome: "throttled", seconds: seconds > 0 ? seconds : undefined };
    }
    if (response.status === 401) return await readRefusal(response);
    if (response.status === 403) {
      const body: unknown = await response.json();
      if (isProviderProblem(body)) return { outcome: "provider_only", provider: body.provider };
    }
    if (!response.ok) return { outcome: "failed" };
    const answer: unknown = await response.json();
    if (isRedirect(answer) && answer.url?.includes("error=")) return { outcome: "wrong" };
    return { outcome: "ok", place: null };
  } catch {
    return { outcome: "offline" };
  }
}
