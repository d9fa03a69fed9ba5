import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "@/lib/db/client";
import { literalText } from "@/lib/db/values";
import { sourceKey } from "./sign-in-source";

const QUARTER_HOUR = 15 * 60;

/** Guessing one person's password from one place. */
const perAddressAndSource = { keyPrefix: "sign-in", points: 10, duration: QUARTER_HOUR };
/** Guessing many people's passwords from one place. */
const perSource = { keyPrefix: "sign-in-source", points: 100, duration: QUARTER_HOUR };

/** The limit that was reached: attempts at one address from one source, or all attempts from that source. */
export type ThrottleScope = "address" | "source";

interface Throttle {
  /** Seconds to wait. */
  seconds: number;
  scope: ThrottleScope;
}

function limiters(email: string, ip: string | null): [RateLimiterPrisma, string, ThrottleScope][] {
  const source = sourceKey(ip);
  const make = (options: typeof perSource) =>
    new RateLimiterPrisma({ storeClient: database(), ...options, clearExpiredByTimeout: false });
  return [
    [make(perAddressAndSource), `${email}|${source}`, "address"],
    [make(perSource), source, "source"],
  ];
}

/**
 * Counts one attempt before the password is checked, so that parallel guesses can't slip through together.
 * @returns how long to wait and for what when there were too many, else null
 */
export async function bookSignInAttempt(email: string, ip: string | null): Promise<Throttle | null> {
  for (const [limiter, key, scope] of limiters(email, ip)) {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), scope };
    }
  }
  return null;
}

/**
 * A right password clears the person's own count from this source, and takes its attempt off the source's count: only
 * wrong ones add up there, or a large office behind one address would lock itself out by signing in.
 */
export async function forgiveSignInAttempts(email: string, ip: string | null): Promise<void> {
  const [own, source] = limiters(email, ip);
  if (own) await own[0].delete(own[1]);
  if (source) await source[0].reward(source[1], 1);
}

/** Clears what was counted for one person, from wherever it came. */
export async function forgetSignInAttempts(email: string): Promise<void> {
  const prefix = `${perAddressAndSource.keyPrefix}:${email}|`;
  await database().rateLimiterFlexible.deleteMany({ where: { key: { startsWith: literalText(prefix) } } });
}
