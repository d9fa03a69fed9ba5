import "server-only";
import { decode, encode, type JWT, type JWTDecodeParams } from "next-auth/jwt";
import { z } from "zod";
import { env } from "@/lib/env";
import { LONGEST_LIFE_HOURS } from "./session-settings";

/** The cookie outlives every session: the session's row and the portal's settings decide when it ends. */
export const COOKIE_LIFETIME_SECONDS = LONGEST_LIFE_HOURS * 60 * 60;

/** Secure cookies exactly where the public URL is https: a plain-http loopback could never send them back. */
export function usesSecureCookies(): boolean {
  return env().PORTAL_URL?.startsWith("https://") ?? false;
}

/**
 * The name of a cookie. With either prefix browsers take it over https only; one for all paths is also taken from this very host
 * alone, so that no other name of the same domain can put its own in the place of ours (RFC 6265bis, section 4.1.3).
 */
export function cookieName(base: string, path: string | null = null, secure = usesSecureCookies()): string {
  if (!secure) return base;
  return path === "/" ? `__Host-${base}` : `__Secure-${base}`;
}

const SESSION_COOKIE = "next-auth.session-token";

/** The name of the session's cookie. */
export function sessionCookieName(secure?: boolean): string {
  return cookieName(SESSION_COOKIE, "/", secure);
}

/** A cookie of next-auth's, as it is to set it. */
const authCookie = (base: string) => ({
  name: cookieName(base, "/"),
  options: { httpOnly: true, sameSite: "lax", path: "/", secure: usesSecureCookies() } as const,
});

/** The cookies that next-auth would set without the prefix for this very host. */
export const authCookies = () => ({
  sessionToken: authCookie(SESSION_COOKIE),
  callbackUrl: authCookie("next-auth.callback-url"),
});

/** Returns the `Set-Cookie` header of a cookie that no script can read. */
export function setCookie(base: string, value: string, life: { path: string; seconds: number }): string {
  const secure = usesSecureCookies() ? "; Secure" : "";
  return `${cookieName(base, life.path)}=${value}; Path=${life.path}; Max-Age=${life.seconds}; HttpOnly; SameSite=Lax${secure}`;
}

/** One cookie's value out of a `Cookie` header. */
export function cookieValue(header: string | null, name: string): string | null {
  for (const part of header?.split(";") ?? []) {
    const at = part.indexOf("=");
    // A session token is base64url and dots, which no browser encodes: what needs decoding isn't one.
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return null;
}

/** What a token that was decoded before says; it names one session row for ever. */
interface Decoded {
  sessionId: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Decoding derives a key and decrypts, which costs more than the look at the session's row. */
const decoded = new Map<string, Decoded>();
/** Tokens remembered at a time; the oldest one goes first. */
const MOST_TOKENS = 1_000;

function remember(token: string, known: Decoded): void {
  const [oldest] = decoded.keys();
  if (decoded.size >= MOST_TOKENS && oldest !== undefined) decoded.delete(oldest);
  decoded.set(token, known);
}

/** How `encode` encrypts a token: with the key itself, by AES-256-GCM (RFC 7518, sections 4.5 and 5.3). */
const OWN_FORM = z.strictObject({ alg: z.literal("dir"), enc: z.literal("A256GCM") });

function hasOwnForm(token: string): boolean {
  try {
    const header: unknown = JSON.parse(
      Buffer.from(token.split(".", 1)[0] ?? "", "base64url").toString("utf8"),
    );
    return OWN_FORM.safeParse(header).success;
  } catch {
    return false;
  }
}

/**
 * Opens a session token. Its header comes from outside and chooses the algorithm; `decode` takes every one that its library
 * knows, among them some that cost whoever checks a forged token a lot of work.
 *
 * @returns null for no token, or one that is encrypted in another way than ours
 * @throws Error for one that was not made with our secret, or is past its time
 */
export async function decodeOwn(given: JWTDecodeParams): Promise<JWT | null> {
  return given.token && hasOwnForm(given.token) ? await decode(given) : null;
}

const claimsOf = z.object({ sid: z.string(), exp: z.number() });

/**
 * Returns the id of the session row that a session token names.
 * The token is only decoded here; the database knows whether the session still lives.
 * @returns null for no token, a forged one, or one past its time
 */
export async function sessionIdOfToken(token: string | null): Promise<string | null> {
  if (!token) return null;
  const secret = env().PORTAL_SECRET;
  // The name ends with the secret, so that a token of a replaced secret is not taken for a known one.
  const name = `${token} ${secret}`;
  const known = decoded.get(name);
  if (known) return known.expiresAt > Date.now() ? known.sessionId : null;
  try {
    const claims = claimsOf.safeParse(await decodeOwn({ token, secret }));
    if (!claims.success) return null;
    const { sid, exp } = claims.data;
    remember(name, { sessionId: sid, expiresAt: exp * 1000 });
    return sid;
  } catch {
    // A token of another secret, or of no shape at all: the same as none.
    return null;
  }
}

/** Returns the `Set-Cookie` header by which a browser goes on with another session, as next-auth sets its own. */
export async function sessionCookie(sessionId: string): Promise<string> {
  const token = await encode({
    token: { sid: sessionId },
    secret: env().PORTAL_SECRET,
    maxAge: COOKIE_LIFETIME_SECONDS,
  });
  return setCookie(SESSION_COOKIE, token, { path: "/", seconds: COOKIE_LIFETIME_SECONDS });
}
