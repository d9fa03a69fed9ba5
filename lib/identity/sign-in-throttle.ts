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
  /** Whom it holds back: those at a browser that they have used before, all others, or everybody who types a code. */
  device: "own" | "other" | "any";
  key: (email: string, source: AttemptSource) => string;
}

/**
 * How often wrong passwords and codes are taken. Somebody at a browser that they have used before is only held back by their own wrong
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
  /**
   * Guessing the codes of one person's app, which takes their password. Three of a million codes are right at a time: whoever
   * goes on for a year has one chance in thirty.
   */
  code: { points: 30, window: 24 * 60 * MINUTE, device: "any", key: (email) => email },
} as const satisfies Record<string, Limit>;

interface ResetLimit {
  points: number;
  /** Seconds. */
  window: number;
  key: (email: string, ip: string | null) => string;
}

/**
 * How often a link for a new password is sent. That of one address is kept in silence: an answer that differs would say
 * nothing to its person, and to others that somebody wanted a link.
 */
const RESET_LIMITS = {
  /** Looking for addresses from one place. */
  source: { points: 30, window: 15 * MINUTE, key: (_, ip) => sourceKey(ip) },
  /** The same from many places. */
  portal: { points: 1_000, window: 15 * MINUTE, key: () => "all" },
  /** Filling somebody's mailbox, and replacing the link that they are about to use. Last: a network that is held back counts no further. */
  address: { points: 3, window: 60 * MINUTE, key: (email) => email },
} as const satisfies Record<string, ResetLimit>;

/** The limit on links for a new password that was reached. */
export type ResetScope = keyof typeof RESET_LIMITS;

const RESET_SCOPES = keysOf(RESET_LIMITS);

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

const resetPrefix = (scope: ResetScope) => `reset-${scope}`;
const prefixOf = (scope: ThrottleScope) => `sign-in-${scope}`;

/** Returns what counts one limit, under a prefix that no other limit has. */
export function limiterOf(
  keyPrefix: string,
  { points, window }: Pick<Limit, "points" | "window">,
): RateLimiterPrisma {
  const storeClient = database();
  return new RateLimiterPrisma({
    storeClient,
    keyPrefix,
    points,
    duration: window,
    clearExpiredByTimeout: false,
  });
}

/** Counts once more. @returns how many seconds to wait when there were too many, else null */
export async function consume(limiter: RateLimiterPrisma, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
  }
}

/** What counts one limit, and by which key. */
function limiterOfScope(
  scope: ThrottleScope,
  email: string,
  source: AttemptSource,
): [RateLimiterPrisma, string, ThrottleScope] {
  const limit: Limit = LIMITS[scope];
  return [limiterOf(prefixOf(scope), limit), limit.key(email, source), scope];
}

type Limiters = ReturnType<typeof limiterOfScope>[];

function limiters(email: string, source: AttemptSource): Limiters {
  const kind = source.ownDevice === null ? "other" : "own";
  return SCOPES.filter((scope) => LIMITS[scope].device === kind).map((scope) =>
    limiterOfScope(scope, email, source),
  );
}

async function book(all: Limiters): Promise<Throttle | null> {
  for (const [limiter, key, scope] of all) {
    const seconds = await consume(limiter, key);
    if (seconds !== null) return { seconds, scope };
  }
  return null;
}

/**
 * Counts one attempt before the password is checked, so that parallel guesses can't slip through together.
 * @returns how long to wait and for what when there were too many, else null
 */
export async function bookSignInAttempt(email: string, source: AttemptSource): Promise<Throttle | null> {
  return await book(limiters(email, source));
}

/**
 * Counts one wish for a link for a new password, before anything is known about the address.
 * @returns how long to wait and for what when there were too many, else null
 */
export async function bookReset(
  email: string,
  ip: string | null,
): Promise<{ seconds: number; scope: ResetScope } | null> {
  for (const scope of RESET_SCOPES) {
    const limit: ResetLimit = RESET_LIMITS[scope];
    const seconds = await consume(limiterOf(resetPrefix(scope), limit), limit.key(email, ip));
    if (seconds !== null) return { seconds, scope };
  }
  return null;
}

/** Takes one attempt off the counts again: the password was right, and what else the sign-in needs is not there yet. */
export async function takeBackSignInAttempt(email: string, source: AttemptSource): Promise<void> {
  for (const [limiter, key] of limiters(email, source)) await limiter.reward(key, 1);
}

/** A code is counted wherever it comes from: who types one has the password, or the session, already. */
const codeLimiters = (email: string) => [limiterOfScope("code", email, { ip: null, ownDevice: null })];

/** Counts one code of an app before it is checked, as `bookSignInAttempt` counts a password. */
export async function bookCodeAttempt(email: string): Promise<Throttle | null> {
  return await book(codeLimiters(email));
}

/** Takes a right code off the count. */
export async function takeBackCodeAttempt(email: string): Promise<void> {
  for (const [limiter, key] of codeLimiters(email)) await limiter.reward(key, 1);
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

/**
 * Clears the wrong passwords of one person, from wherever they came. Their wrong codes still count: somebody who reads their
 * mailbox could set a new password again and again, and guess codes without end.
 */
export async function forgetPasswordAttempts(email: string): Promise<void> {
  await clear(email, ["account"]);
}

/** Clears what was counted for one person, from wherever it came. */
export async function forgetSignInAttempts(email: string): Promise<void> {
  await clear(email, ["account", "code"], [resetPrefix("address")]);
}

async function clear(email: string, scopes: ThrottleScope[], prefixes: string[] = []): Promise<void> {
  const exact = [...scopes.map(prefixOf), ...prefixes];
  const places = FROM_ONE_PLACE.map((scope) => ({
    key: { startsWith: literalText(`${prefixOf(scope)}:${email}|`) },
  }));
  await database().rateLimiterFlexible.deleteMany({
    where: {
      OR: [{ key: { in: exact.map((prefix) => `${prefix}:${email}`) } }, ...places],
    },
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
