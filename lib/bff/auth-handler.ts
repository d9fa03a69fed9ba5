import "server-only";
import NextAuth from "next-auth";
import { authOptions, THROTTLED } from "@/lib/identity/auth-options";
import { requestOrigin } from "@/lib/identity/request-origin";
import { Problem } from "@/lib/problems/problem";
import { checkOrigin } from "./check-origin";
import { respondProblem } from "./respond";

export interface AuthRouteContext {
  params: Promise<{ nextauth: string[] }>;
}

/** next-auth tells a thrown error only in the address that it would send the browser to. */
async function throttledSeconds(response: Response): Promise<number | null> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  const url = (body as { url?: unknown } | null)?.url ?? response.headers.get("location");
  if (typeof url !== "string" || !URL.canParse(url)) return null;
  const told = new URL(url).searchParams.get("error") ?? "";
  return told.startsWith(`${THROTTLED}:`) ? Number(told.slice(THROTTLED.length + 1)) : null;
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
    const response: Response = await NextAuth(authOptions(origin))(request, context);
    const seconds = await throttledSeconds(response);
    if (seconds !== null) {
      throw new Problem("too_many_requests", `Too many attempts. Try again in ${seconds} seconds`, {
        headers: {
          "Retry-After": String(seconds),
          "RateLimit-Policy": '"sign-in";q=10;w=900',
          RateLimit: `"sign-in";r=0;t=${seconds}`,
        },
      });
    }
    const answer = new Response(response.body, response);
    answer.headers.set("Cache-Control", "no-store");
    answer.headers.set("X-Request-Id", origin.id);
    return answer;
  } catch (error) {
    return respondProblem(error, request, origin, started);
  }
}
