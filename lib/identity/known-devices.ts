import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { database, type Transaction } from "@/lib/db/client";
import { usesSecureCookies } from "./session-token";

/** Browsers keep a cookie for 400 days at most (RFC 6265bis, section 5.5). */
const LIFETIME_SECONDS = 400 * 24 * 60 * 60;
const token = z.string().regex(/^[\w-]{43}$/);

/** The name of the cookie by which a browser is known again after its session has ended. */
export function deviceCookieName(): string {
  return usesSecureCookies() ? "__Secure-switchboard.device" : "switchboard.device";
}

/** The cookie goes along with a sign-in only: nothing else needs it, and what isn't sent can't be copied. */
export function deviceCookie(value: string): string {
  const secure = usesSecureCookies() ? "; Secure" : "";
  return `${deviceCookieName()}=${value}; Path=/api/auth; Max-Age=${LIFETIME_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

/** Returns a token for a browser that is not known yet. */
export function newDeviceToken(): string {
  return randomBytes(32).toString("base64url");
}

/** The stored form: 256 random bits need no slow hash. */
const hashOf = (value: string) => createHash("sha256").update(value, "utf8").digest("hex");

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
    where: { tokenHash: hashOf(parsed.data) },
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
  const tokenHash = hashOf(value);
  const before = await tx.knownDevice.findMany({ where: { userId }, select: { tokenHash: true } });
  await tx.knownDevice.upsert({
    where: { userId_tokenHash: { userId, tokenHash } },
    create: { userId, tokenHash },
    update: { usedAt: new Date() },
  });
  return before.length > 0 && !before.some((known) => known.tokenHash === tokenHash);
}
