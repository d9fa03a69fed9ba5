import "server-only";
import NextAuth from "next-auth";
import { z } from "zod";
import { browserOf, providerOnly, tooManySignIns } from "@/app/api/_shared/sign-in-browser";
import { checkOrigin, ownOrigin } from "@/lib/bff/admit";
import { checkAuthRequest } from "@/lib/bff/auth-request";
import { databaseProblem, logged, respondProblem } from "@/lib/bff/respond";
import {
  authOptions,
  BROKEN,
  OWN_PASSWORD,
  SECOND_STEP,
  THROTTLED,
  WRONG_CODE,
} from "@/lib/identity/auth-options";
import type { EnforcedProvider } from "@/lib/identity/enforced-domains";
import { deviceCookies } from "@/lib/identity/known-devices";
import type { SignOutHint } from "@/lib/identity/sessions";
import { SECOND_STEPS } from "@/lib/identity/sign-in-methods";
import { requestOrigin } from "@/lib/identity/sign-in-source";
import { Problem } from "@/lib/problems/problem";
import { providerSignOut } from "@/lib/providers/sign-out";

interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

const redirection = z.object({ url: z.string() });

/** next-auth names a thrown error only in the address that it would send the browser to. */
async function errorNamedBy(response: Response): Promise<string> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const url = redirection.safeParse(body).data?.url ?? response.headers.get("location");
  if (!url || !URL.canParse(url)) return "";
  return new URL(url).searchParams.get("error") ?? "";
}

function brokenInside(requestId: string): Problem {
  return new Problem("internal", `Nothing more can be said here. The log has request ${requestId}`);
}

/** Returns next-auth's failure as a problem like every other; null for an answer that may go out as it is. */
function problemNamed(error: string, requestId: string): Problem | null {
  const [name = "", facts = ""] = error.split(":");
  const named = facts.split(",");
  const steps = { extra: { steps: SECOND_STEPS.filter((step) => named.includes(step)) } };
  if (name === BROKEN) return brokenInside(requestId);
  if (name === SECOND_STEP)
    return new Problem(
      "second_step_required",
      "Send a code along with the password, or use a passkey",
      steps,
    );
  if (name === WRONG_CODE)
    return new Problem(
      "wrong_code",
      "Each code works once: wait for the next one, or use a recovery code",
      steps,
    );
  if (name === OWN_PASSWORD)
    return new Problem(
      "own_password_required",
      "This password was generated: choose your own one by the link in `path`, then sign in with it",
      { extra: { path: facts } },
    );
  return name === THROTTLED ? tooManySignIns(facts) : null;
}

/** Sends somebody who has signed out of the portal on to their identity provider, so that they are signed out there, too. */
async function withProviderSignOut(
  answered: Response,
  request: Request,
  hint: SignOutHint,
): Promise<Response> {
  const url = await providerSignOut(hint, ownOrigin(request.headers));
  if (url === null) return answered;
  const { status, headers } = answered;
  // A script asks for JSON and reads the address; a browser that sent the form follows it.
  if (headers.has("location")) headers.set("Location", url);
  return new Response(JSON.stringify({ url }), { status, headers });
}

/**
 * next-auth behind the same rules as every other route: own origin for what changes something, no caching, and 429
 * with `Retry-After` for too many attempts.
 */
async function answer(request: Request, context: AuthRouteContext): Promise<Response> {
  const origin = requestOrigin(request.headers);
  const started = performance.now();
  try {
    // A browser form post always names its origin; next-auth's own token covers clients that send none.
    if (request.method === "POST" && request.headers.has("origin")) checkOrigin(request.headers);
    let stillSignedIn = false;
    let unavailable = false;
    let deviceToken: string | null = null;
    let enforced: EnforcedProvider | null = null;
    let hint: SignOutHint | null = null;
    const browser = await browserOf(request);
    const options = authOptions({
      origin,
      browser,
      onStillSignedIn: () => {
        stillSignedIn = true;
      },
      onSignedOut: (given) => {
        hint = given;
      },
      onUnavailable: () => {
        unavailable = true;
      },
      onSignedIn: (token) => {
        deviceToken = token;
      },
      onProviderOnly: (provider) => {
        enforced = provider;
      },
    });
    const path = (await context.params).nextauth;
    const checked = await checkAuthRequest(request, path);
    const response: Response = await NextAuth(options)(checked, context);
    if (unavailable) throw databaseProblem();
    // next-auth's answer would clear the cookie, and the person would believe that the session is over.
    if (stillSignedIn) throw brokenInside(origin.id);
    if (enforced) throw providerOnly(enforced);
    const problem = problemNamed(await errorNamedBy(response), origin.id);
    if (problem) throw problem;
    const answered = new Response(response.body, response);
    answered.headers.set("Cache-Control", "no-store");
    answered.headers.set("X-Request-Id", origin.id);
    for (const cookie of deviceToken === null ? [] : deviceCookies(deviceToken))
      answered.headers.append("Set-Cookie", cookie);
    const sent = hint === null ? answered : await withProviderSignOut(answered, request, hint);
    return logged(sent, { request, origin, started });
  } catch (error) {
    return respondProblem(error, request, origin, started);
  }
}

export const GET = answer;
export const POST = answer;
