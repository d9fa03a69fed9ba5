import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { AuditRequest } from "@/lib/audit/event";
import { countRepeat } from "@/lib/audit/tally/tallies";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { findCaller } from "./find-caller";
import { COOKIE_LIFETIME_SECONDS, usesSecureCookies } from "./session-token";
import { endSession } from "./sessions";
import { type SignInBrowser, type SignInResult, signIn } from "./sign-in";
import { userActor } from "./users";

function logged(request: AuditRequest, error: unknown): void {
  log.error({ requestId: request.id, error: error instanceof Error ? error.stack : String(error) });
}

/** Records a failed sign-out: the session lives on, and its person and the log's readers should know. */
async function recordFailure(sessionId: string, request: AuditRequest): Promise<void> {
  const caller = await findCaller(sessionId);
  if (!caller) return;
  const { user } = caller;
  await countRepeat({
    key: `sign-out|${sessionId}`,
    event: {
      workspaceId: null,
      actor: userActor(user),
      action: "session.sign_out",
      outcome: "failed",
      target: { type: "session", id: sessionId, name: user.name },
      request,
      detail: { code: "internal" },
    },
  });
}

/**
 * Ends a session when its own person signs out. Never throws, since next-auth swallows what is thrown here.
 * @returns whether the session is over
 */
export async function signOut(
  sessionId: string,
  request: AuditRequest,
  onUnavailable: OnUnavailable = () => {},
): Promise<boolean> {
  try {
    await endSession(sessionId, "signed_out", { request });
    return true;
  } catch (error) {
    logged(request, error);
    if (isDatabaseUnavailable(error)) {
      onUnavailable();
      return false;
    }
    await recordFailure(sessionId, request).catch((again: unknown) => logged(request, again));
    return false;
  }
}

/** Called when the database can't be asked: next-auth swallows the error, or takes it for "not signed in". */
type OnUnavailable = () => void;

/** What one request to next-auth brings along, and what became of it that next-auth's answer doesn't say. */
export interface AuthRequest {
  /** Where the request came from: signing in and out are events that name it. */
  origin: AuditRequest;
  browser: SignInBrowser;
  /** A session that was to be signed out could not be ended. next-auth swallows it, and answers as if all were well. */
  onStillSignedIn: () => void;
  /** next-auth would clear the cookie of somebody whose session it can't check. */
  onUnavailable: OnUnavailable;
  /** Somebody signed in, and their browser is to be known again by this token. */
  onSignedIn: (deviceToken: string) => void;
}

/** Thrown out of `authorize` so that the route handler can answer 429 instead of "wrong password". */
export const THROTTLED = "throttled";
/** Replaces an unexpected error: next-auth puts an error's text into an address that the browser sees. */
export const BROKEN = "broken";

async function signInOrBreak(
  address: string,
  password: string,
  { origin, browser, onUnavailable }: AuthRequest,
): Promise<SignInResult> {
  try {
    return await signIn(address, password, origin, browser);
  } catch (error) {
    if (isDatabaseUnavailable(error)) onUnavailable();
    log.error({ requestId: origin.id, error: error instanceof Error ? error.stack : String(error) });
    throw new Error(BROKEN);
  }
}

/** next-auth's settings for one request. Its token only names a row of `Session`; the row decides, on every request. */
export function authOptions(request: AuthRequest): AuthOptions {
  const { origin, onStillSignedIn, onUnavailable } = request;
  const findPerson = async (sessionId: unknown) => {
    if (typeof sessionId !== "string") return null;
    try {
      return await findCaller(sessionId);
    } catch (error) {
      if (isDatabaseUnavailable(error)) onUnavailable();
      throw error;
    }
  };
  return {
    secret: env().PORTAL_SECRET,
    useSecureCookies: usesSecureCookies(),
    session: { strategy: "jwt", maxAge: COOKIE_LIFETIME_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials) => {
          const result = await signInOrBreak(credentials?.email ?? "", credentials?.password ?? "", request);
          if (result.outcome === "throttled") throw new Error(`${THROTTLED}:${result.retryAfterSeconds}`);
          if (result.outcome === "refused") return null;
          request.onSignedIn(result.deviceToken);
          return { id: result.sessionId, name: result.name, email: result.email };
        },
      }),
    ],
    callbacks: {
      jwt: async ({ token, user }) => {
        if (user) return { sid: user.id };
        return (await findPerson(token.sid)) ? token : {};
      },
      session: async ({ session, token }) => {
        const caller = await findPerson(token.sid);
        const user = caller ? { name: caller.user.name, email: caller.user.email } : undefined;
        return { expires: session.expires, user };
      },
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token?.sid === "string" && !(await signOut(token.sid, origin, onUnavailable)))
          onStillSignedIn();
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}
