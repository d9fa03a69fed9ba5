import "server-only";
import { env } from "@/lib/env";
import {
  type Caller,
  type Found,
  findCaller,
  findTokenCaller,
  type Needs,
  type SignedInCaller,
} from "@/lib/identity/find-caller";
import { tokenHash } from "@/lib/identity/secret-token";
import { cookieValue, sessionCookieName, sessionIdOfToken } from "@/lib/identity/session-token";
import { hasTokenForm } from "@/lib/identity/token-form";
import { canonicalOrigin } from "@/lib/net/host-names";
import { Problem } from "@/lib/problems/problem";
import { type Directory, findDirectory } from "@/lib/providers/directory/connection";
import { bearerCredentials } from "@/lib/text/http-header";

/**
 * Returns the person who is signed in, by their session cookie.
 * @param cookieHeader the `Cookie` header, or null
 * @param needs what else to read: see `findCaller`
 * @returns null without a live session
 */
export async function authenticate(
  cookieHeader: string | null,
  needs: Needs = {},
): Promise<Found<SignedInCaller> | null> {
  const sessionId = await sessionIdOfToken(cookieValue(cookieHeader, sessionCookieName()));
  return sessionId ? await findCaller(sessionId, needs) : null;
}

/** Whether a page asks by itself, and nobody has pressed anything: it says so, and an `EventSource` can say nothing else. */
function isBackground(headers: Headers): boolean {
  return headers.get("x-background") === "1" || headers.get("accept") === "text/event-stream";
}

/**
 * Returns the caller of a request to the API: by its token where it has one, whatever cookie is beside it, and by its cookie
 * otherwise. A text that can't be a token is refused without a question to the database.
 *
 * @throws Problem `not_signed_in`, the same for every token that does not count
 */
export async function identify(headers: Headers, needs: Needs): Promise<Found<Caller>> {
  const token = bearerCredentials(headers.get("authorization"));
  if (token === null) {
    const caller = await authenticate(headers.get("cookie"), { ...needs, background: isBackground(headers) });
    if (caller) return caller;
    throw new Problem("not_signed_in", "Sign in first");
  }
  const caller = hasTokenForm(token) ? await findTokenCaller(tokenHash(token), needs) : null;
  if (caller) return caller;
  throw new Problem(
    "not_signed_in",
    "This token does not count: it is none, has run out, or was revoked. Make a new one on the page of your account",
    { headers: { "WWW-Authenticate": "Bearer" } },
  );
}

/**
 * Returns the directory of a request, by the token that an owner made for it.
 * @throws Problem `not_signed_in`, the same for every token that does not count
 */
export async function identifyDirectory(headers: Headers): Promise<Directory> {
  const token = bearerCredentials(headers.get("authorization"));
  const directory = token !== null && hasTokenForm(token) ? await findDirectory(tokenHash(token)) : null;
  if (directory) return directory;
  throw new Problem(
    "not_signed_in",
    "Send the token of a directory: an owner makes it on the page of the identity provider",
    { headers: { "WWW-Authenticate": "Bearer" } },
  );
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
