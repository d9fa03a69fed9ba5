import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "@/lib/db/client";

const QUARTER_HOUR = 15 * 60;

/** Guessing one person's password from one place. */
const perAddressAndSource = { keyPrefix: "sign-in", points: 10, duration: QUARTER_HOUR };
/** Trying many people from one place. */
const perSource = { keyPrefix: "sign-in-source", points: 100, duration: QUARTER_HOUR };

function limiters(email: string, ip: string | null): [RateLimiterPrisma, string][] {
  const source = ip ?? "unknown";
  const make = (options: typeof perSource) =>
    new RateLimiterPrisma({ storeClient: database(), ...options, clearExpiredByTimeout: false });
  return [
    [make(perAddressAndSource), `${email}|${source}`],
    [make(perSource), source],
  ];
}

/**
 * Books one attempt before the password is looked at, so that parallel guesses can't slip through together.
 * @returns the seconds to wait when there were too many, else null
 */
export async function bookSignInAttempt(email: string, ip: string | null): Promise<number | null> {
  for (const [limiter, key] of limiters(email, ip)) {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
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
