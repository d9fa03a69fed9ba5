import "server-only";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { AuditRequest } from "@/lib/audit/event";
import { countRepeat } from "@/lib/audit/tally/tallies";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import type { EnforcedProvider } from "./enforced-domains";
import { findCaller } from "./find-caller";
import type { SignInBrowser } from "./open-session";
import { authCookies, COOKIE_LIFETIME_SECONDS, decodeOwn, usesSecureCookies } from "./session-token";
import { endSession, type SignOutHint } from "./sessions";
import { type SignInResult, signIn } from "./sign-in";
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
  onSignedOut: (hint: SignOutHint) => void = () => {},
): Promise<boolean> {
  try {
    const ended = await endSession(sessionId, "signed_out", { request });
    if (ended?.hint) onSignedOut(ended.hint);
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
  /** A session that began at an identity provider was ended by this request. */
  onSignedOut: (hint: SignOutHint) => void;
  /** next-auth would clear the cookie of somebody whose session it can't check. */
  onUnavailable: OnUnavailable;
  /** Somebody signed in, and their browser is to be known again by this token. */
  onSignedIn: (deviceToken: string) => void;
  /** The address's domain signs in by this provider alone. */
  onProviderOnly: (provider: EnforcedProvider) => void;
}

/** Thrown out of `authorize` so that the route handler can answer 429 instead of "wrong password". */
export const THROTTLED = "throttled";
/** The same for a right password whose account wants a second step, and for a wrong code; the steps follow. */
export const SECOND_STEP = "second_step";
export const WRONG_CODE = "wrong_code";
/** The same for a generated password; the path of the link's page follows. */
export const OWN_PASSWORD = "own_password";
/** Replaces an unexpected error: next-auth puts an error's text into an address that the browser sees. */
export const BROKEN = "broken";

interface TypedCredentials {
  email?: string;
  password?: string;
  code?: string;
}

async function signInOrBreak(
  { email = "", password = "", code }: TypedCredentials,
  { origin, browser, onUnavailable }: AuthRequest,
): Promise<SignInResult> {
  try {
    return await signIn(email, password, origin, browser, code?.trim() || null);
  } catch (error) {
    if (isDatabaseUnavailable(error)) onUnavailable();
    log.error({ requestId: origin.id, error: error instanceof Error ? error.stack : String(error) });
    throw new Error(BROKEN);
  }
}

/** next-auth's settings for one request. Its token only names a row of `Session`; the row decides, on every request. */
export function authOptions(request: AuthRequest): AuthOptions {
  const { origin, onStillSignedIn, onUnavailable, onSignedOut } = request;
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
    cookies: authCookies(),
    session: { strategy: "jwt", maxAge: COOKIE_LIFETIME_SECONDS },
    jwt: { decode: decodeOwn },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
        authorize: async (credentials) => {
          const result = await signInOrBreak(credentials ?? {}, request);
          if (result.outcome === "throttled") throw new Error(`${THROTTLED}:${result.retryAfterSeconds}`);
          if (result.outcome === "provider_only") request.onProviderOnly(result.provider);
          if (result.outcome === "second_step") throw new Error(`${SECOND_STEP}:${result.steps.join()}`);
          if (result.outcome === "wrong_code") throw new Error(`${WRONG_CODE}:${result.steps.join()}`);
          if (result.outcome === "own_password") throw new Error(`${OWN_PASSWORD}:${result.path}`);
          if (result.outcome !== "signed_in") return null;
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
        if (typeof token?.sid !== "string") return;
        if (!(await signOut(token.sid, origin, onUnavailable, onSignedOut))) onStillSignedIn();
      },
    },
    logger: { error: () => {}, warn: () => {}, debug: () => {} },
  };
}
