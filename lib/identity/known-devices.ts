import "server-only";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import { tokenHash } from "./secret-token";
import { cookieName, cookieValue, sessionCookie, setCookie } from "./session-token";

/** Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5). */
const LIFETIME_SECONDS = 400 * 24 * 60 * 60;
const token = z.string().regex(/^[\w-]{43}$/);

const NAME = "switchboard.device";

/** The cookie by which a browser is known again after its session has ended; null for none. */
export function deviceTokenIn(cookies: string | null): string | null {
  return cookieValue(cookies, cookieName(NAME));
}

/** Where somebody signs in: by next-auth, and by our own ways. */
const SIGN_IN_PATHS = ["/api/auth", "/api/sign-in"];

/** The cookie goes along with a sign-in only: nothing else needs it, and what isn't sent can't be copied. */
export function deviceCookies(value: string): string[] {
  return SIGN_IN_PATHS.map((path) => setCookie(NAME, value, { path, seconds: LIFETIME_SECONDS }));
}

/** The cookies of a browser in which somebody has just signed in: its session, and by what it is known again. */
export async function signInCookies(signedIn: { sessionId: string; deviceToken: string }): Promise<string[]> {
  return [await sessionCookie(signedIn.sessionId), ...deviceCookies(signedIn.deviceToken)];
}

/** What is known about the browser of a sign-in. */
export interface Device {
  /** Its token, if any person has signed in with it; null for a browser that was never here. */
  token: string | null;
  /** Whether the person who signs in now was one of them. */
  isOwn: boolean;
}

/** @param value what the browser's cookie has, from outside; null for none */
export async function findDevice(email: string, value: string | null): Promise<Device> {
  const parsed = token.safeParse(value);
  if (!parsed.success) return { token: null, isOwn: false };
  const known = await database().knownDevice.findMany({
    where: { tokenHash: tokenHash(parsed.data) },
    select: { user: { select: { email: true } } },
  });
  if (known.length === 0) return { token: null, isOwn: false };
  return { token: parsed.data, isOwn: known.some(({ user }) => user.email === email) };
}

/**
 * Remembers a browser from which a person has signed in.
 * @returns whether it is new, though the person has others: then they should know about it
 */
export async function rememberDevice(tx: Transaction, userId: string, value: string): Promise<boolean> {
  const hash = tokenHash(value);
  const before = await tx.knownDevice.findMany({ where: { userId }, select: { tokenHash: true } });
  await tx.knownDevice.upsert({
    where: { userId_tokenHash: { userId, tokenHash: hash } },
    create: { userId, tokenHash: hash },
    update: { usedAt: new Date() },
  });
  return before.length > 0 && !before.some((known) => known.tokenHash === hash);
}
