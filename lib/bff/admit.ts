import "server-only";
import type { Beside } from "@/lib/db/query-rows";
import { env } from "@/lib/env";
import { type FoundCaller, findCaller } from "@/lib/identity/find-caller";
import { cookieValue, sessionCookieName, sessionIdOfToken } from "@/lib/identity/session-token";
import { canonicalOrigin } from "@/lib/net/host-names";
import { Problem } from "@/lib/problems/problem";

/**
 * Returns the caller of a request, by its session cookie.
 * @param cookieHeader the `Cookie` header, or null
 * @param only the one workspace that the request is about, by id or slug; null for all of the caller's
 * @param beside what else the request needs of its workspace: see `findCaller`
 * @returns null without a live session
 */
export async function authenticate(
  cookieHeader: string | null,
  only: string | null = null,
  beside: Beside | null = null,
): Promise<FoundCaller | null> {
  const sessionId = await sessionIdOfToken(cookieValue(cookieHeader, sessionCookieName()));
  return sessionId ? await findCaller(sessionId, only, beside) : null;
}

/** The origin under which the caller reached the portal. */
export function ownOrigin(headers: Headers): string {
  return env().PORTAL_URL ?? `http://${headers.get("host") ?? "localhost"}`;
}

/** The default port, the case of a name and the dot at its end are no difference. */
function isOwnOrigin(origin: string, headers: Headers): boolean {
  const stated = canonicalOrigin(origin);
  return stated !== null && stated === canonicalOrigin(ownOrigin(headers));
}

/**
 * Refuses a mutation that another site may have caused. Browsers set `Origin` on every such request, and pages can't
 * forge it; a script that has neither header must add one, which a cross-site form can't.
 *
 * @throws Problem `bad_origin`
 */
export function checkOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  if (origin !== null ? isOwnOrigin(origin, headers) : headers.get("sec-fetch-site") === "same-origin")
    return;
  throw new Problem(
    "bad_origin",
    `A change must come from this portal's own pages: send "Origin: ${ownOrigin(headers)}"`,
  );
}

/**
 * Refuses a read that is an event itself when another site led the browser to it. A session's cookie goes along with a
 * link from anywhere, so the log would say that the visitor requested it. A request without such a hint comes from a
 * script, or from a user who typed the address.
 *
 * @throws Problem `bad_origin`
 */
export function refuseOtherSites(headers: Headers): void {
  if (headers.get("sec-fetch-site") !== "cross-site") return;
  throw new Problem(
    "bad_origin",
    "This is recorded in your name, so another site can't ask for it: open it here",
  );
}
