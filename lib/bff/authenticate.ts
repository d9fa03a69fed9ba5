import "server-only";
import { type Caller, findCaller } from "@/lib/identity/find-caller";
import { cookieValue, sessionCookieName, sessionIdOfToken } from "@/lib/identity/session-token";

/**
 * Who sends a request, by its session cookie.
 * @param cookieHeader the `Cookie` header, or null
 * @returns null without a live session
 */
export async function authenticate(cookieHeader: string | null): Promise<Caller | null> {
  const sessionId = await sessionIdOfToken(cookieValue(cookieHeader, sessionCookieName()));
  return sessionId ? await findCaller(sessionId) : null;
}
