import "server-only";
import NextAuth from "next-auth";
import { z } from "zod";
import { checkOrigin } from "@/lib/bff/admit";
import { checkAuthRequest } from "@/lib/bff/auth-request";
import { databaseProblem, respondProblem } from "@/lib/bff/respond";
import { authOptions, BROKEN, THROTTLED } from "@/lib/identity/auth-options";
import { deviceCookie, deviceTokenIn } from "@/lib/identity/known-devices";
import { cookieValue, sessionCookieName, sessionIdOfToken } from "@/lib/identity/session-token";
import type { SignInBrowser } from "@/lib/identity/sign-in";
import { requestOrigin } from "@/lib/identity/sign-in-source";
import { Problem } from "@/lib/problems/problem";
import { rateLimitFields } from "@/lib/problems/rate-limit";

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
  if (error === BROKEN) return brokenInside(requestId);
  if (!error.startsWith(`${THROTTLED}:`)) return null;
  const seconds = error.slice(THROTTLED.length + 1);
  return new Problem("too_many_requests", `Too many attempts. Try again in ${seconds} seconds`, {
    headers: {
      "Retry-After": seconds,
      ...rateLimitFields({
        name: "sign-in",
        limit: 10,
        windowSeconds: 900,
        left: 0,
        seconds: Number(seconds),
      }),
    },
  });
}

async function browserOf({ headers }: Request): Promise<SignInBrowser> {
  const cookies = headers.get("cookie");
  return {
    sessionId: await sessionIdOfToken(cookieValue(cookies, sessionCookieName())),
    deviceToken: deviceTokenIn(cookies),
  };
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
    const options = authOptions({
      origin,
      browser: await browserOf(request),
      onStillSignedIn: () => {
        stillSignedIn = true;
      },
      onUnavailable: () => {
        unavailable = true;
      },
      onSignedIn: (token) => {
        deviceToken = token;
      },
    });
    const checked = await checkAuthRequest(request, (await context.params).nextauth);
    const response: Response = await NextAuth(options)(checked, context);
    if (unavailable) throw databaseProblem();
    // next-auth's answer would clear the cookie, and the person would believe that the session is over.
    if (stillSignedIn) throw brokenInside(origin.id);
    const problem = problemNamed(await errorNamedBy(response), origin.id);
    if (problem) throw problem;
    const answered = new Response(response.body, response);
    answered.headers.set("Cache-Control", "no-store");
    answered.headers.set("X-Request-Id", origin.id);
    if (deviceToken !== null) answered.headers.append("Set-Cookie", deviceCookie(deviceToken));
    return answered;
  } catch (error) {
    return respondProblem(error, request, origin, started);
  }
}

export const GET = answer;
export const POST = answer;
