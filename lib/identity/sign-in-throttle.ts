import "server-only";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { database } from "@/lib/db/client";
import { literalText } from "@/lib/db/values";
import { keysOf } from "@/lib/json/json-value";
import { tokenHash } from "./secret-token";
import { sourceKey } from "./sign-in-source";

const MINUTE = 60;

/** Where an attempt comes from. */
export interface AttemptSource {
  ip: string | null;
  /** The token of a browser from which this very person has signed in before; null for any other. */
  ownDevice: string | null;
}

interface Limit {
  /** Wrong passwords in one window. */
  points: number;
  /** Seconds. */
  window: number;
  /** Whom it holds back: those at a browser that they have used before, or all others. */
  device: "own" | "other";
  key: (email: string, source: AttemptSource) => string;
}

/**
 * How often wrong passwords are taken. Somebody at a browser that they have used before is only held back by their own wrong
 * ones, so nobody is locked out by strangers, or by colleagues on the same network.
 */
const LIMITS = {
  /** Guessing one person's password at their own browser. */
  device: {
    points: 10,
    window: 15 * MINUTE,
    device: "own",
    key: (email, { ownDevice }) => `${email}|${tokenHash(ownDevice ?? "")}`,
  },
  /** Guessing one person's password from one place. */
  address: {
    points: 10,
    window: 15 * MINUTE,
    device: "other",
    key: (email, { ip }) => `${email}|${sourceKey(ip)}`,
  },
  /** Guessing one person's password from many places. */
  account: { points: 30, window: 60 * MINUTE, device: "other", key: (email) => email },
  /** Guessing many people's passwords from one place. */
  source: { points: 100, window: 15 * MINUTE, device: "other", key: (_, { ip }) => sourceKey(ip) },
  /** Guessing many people's passwords from many places. */
  portal: { points: 2_000, window: 15 * MINUTE, device: "other", key: () => "all" },
} as const satisfies Record<string, Limit>;

/** The limit that was reached. */
export type ThrottleScope = keyof typeof LIMITS;

const SCOPES = keysOf(LIMITS);
/** Limits on one person's password from one place: the right one clears them. */
const FROM_ONE_PLACE: readonly ThrottleScope[] = ["device", "address"];

interface Throttle {
  /** Seconds to wait. */
  seconds: number;
  scope: ThrottleScope;
}

const prefixOf = (scope: ThrottleScope) => `sign-in-${scope}`;

function limiters(email: string, source: AttemptSource): [RateLimiterPrisma, string, ThrottleScope][] {
  const kind = source.ownDevice === null ? "other" : "own";
  return SCOPES.filter((scope) => LIMITS[scope].device === kind).map((scope) => {
    const { points, window, key }: Limit = LIMITS[scope];
    const limiter = new RateLimiterPrisma({
      storeClient: database(),
      keyPrefix: prefixOf(scope),
      points,
      duration: window,
      clearExpiredByTimeout: false,
    });
    return [limiter, key(email, source), scope];
  });
}

/**
 * Counts one attempt before the password is checked, so that parallel guesses can't slip through together.
 * @returns how long to wait and for what when there were too many, else null
 */
export async function bookSignInAttempt(email: string, source: AttemptSource): Promise<Throttle | null> {
  for (const [limiter, key, scope] of limiters(email, source)) {
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
 * A right password clears the person's own count from this place, and takes its attempt off the other counts: only wrong
 * ones add up there, or a large office behind one address would lock itself out by signing in. The count over all places
 * stays, since somebody else may be guessing at this moment.
 */
export async function forgiveSignInAttempts(email: string, source: AttemptSource): Promise<void> {
  for (const [limiter, key, scope] of limiters(email, source)) {
    if (FROM_ONE_PLACE.includes(scope)) await limiter.delete(key);
    else await limiter.reward(key, 1);
  }
}

/** Clears what was counted for one person, from wherever it came. */
export async function forgetSignInAttempts(email: string): Promise<void> {
  const places = FROM_ONE_PLACE.map((scope) => ({
    key: { startsWith: literalText(`${prefixOf(scope)}:${email}|`) },
  }));
  await database().rateLimiterFlexible.deleteMany({
    where: { OR: [{ key: `${prefixOf("account")}:${email}` }, ...places] },
  });
}

/** Until when sign-ins to accounts are held back for browsers that their persons have not used before, by address. */
export async function heldBackAccounts(): Promise<Map<string, Date>> {
  const prefix = `${prefixOf("account")}:`;
  const rows = await database().rateLimiterFlexible.findMany({
    where: {
      key: { startsWith: literalText(prefix) },
      points: { gt: LIMITS.account.points },
      expire: { gt: new Date() },
    },
  });
  return new Map(rows.flatMap(({ key, expire }) => (expire ? [[key.slice(prefix.length), expire]] : [])));
}
