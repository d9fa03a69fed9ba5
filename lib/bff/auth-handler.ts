import { isJsonObject } from "@/lib/json/json-value";
import "server-only";
import NextAuth from "next-auth";
import { authOptions, BROKEN, THROTTLED } from "@/lib/identity/auth-options";
import { requestOrigin } from "@/lib/identity/sign-in-source";
import { Problem } from "@/lib/problems/problem";
import { checkOrigin } from "./check-origin";
import { respondProblem } from "./respond";

export interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** next-auth tells a thrown error only in the address that it would send the browser to. */
async function toldError(response: Response): Promise<string> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const url = (isJsonObject(body) ? body.url : null) ?? response.headers.get("location");
  if (typeof url !== "string" || !URL.canParse(url)) return "";
  return new URL(url).searchParams.get("error") ?? "";
}

function brokenInside(requestId: string): Problem {
  return new Problem("internal", `Nothing more can be said here. The log has request ${requestId}`);
}

/** What went wrong inside, as a problem like every other; null for an answer that may go out as it is. */
function problemTold(error: string, requestId: string): Problem | null {
  if (error === BROKEN) return brokenInside(requestId);
  if (!error.startsWith(`${THROTTLED}:`)) return null;
  const seconds = error.slice(THROTTLED.length + 1);
  return new Problem("too_many_requests", `Too many attempts. Try again in ${seconds} seconds`, {
    headers: {
      "Retry-After": seconds,
      "RateLimit-Policy": '"sign-in";q=10;w=900',
      RateLimit: `"sign-in";r=0;t=${seconds}`,
    },
  });
}

/**
 * next-auth behind the same rules as every other route: own origin for what changes something, no caching, and 429
 * with `Retry-After` for too many attempts.
 */
export async function handleAuth(request: Request, context: AuthRouteContext): Promise<Response> {
  const origin = requestOrigin(request.headers);
  const started = performance.now();
  try {
    // A browser form post always names its origin; next-auth's own token covers clients that send none.
    if (request.method === "POST" && request.headers.has("origin")) checkOrigin(request.headers);
    let stillSignedIn = false;
    const options = authOptions(origin, () => {
      stillSignedIn = true;
    });
    const response: Response = await NextAuth(options)(request, context);
    // next-auth's answer would take the cookie away, and its person would take the session for over.
    if (stillSignedIn) throw brokenInside(origin.id);
    const problem = problemTold(await toldError(response), origin.id);
    if (problem) throw problem;
    const answer = new Response(response.body, response);
    answer.headers.set("Cache-Control", "no-store");
    answer.headers.set("X-Request-Id", origin.id);
    return answer;
  } catch (error) {
    return respondProblem(error, request, origin, started);
  }
}
