import "server-only";

/** The least and the greatest value that a number of milliseconds can have. */
export interface Bounds {
  least: number;
  most: number;
}

interface Known extends Bounds {
  /** When the bounds were true, by this process's monotonic clock. */
  at: number;
}

/** `Date` has whole seconds (RFC 9110, 5.6.7), so it names a second and not a moment. */
const SECOND_MS = 1_000;

/** Two clocks drift apart by less than this part of the time that passes. */
const DRIFT = 0.0002;

/** Next loads modules once per bundle; what one bundle learns of a clock is true for all of them. */
const shared = globalThis as { switchboardClocks?: Map<string, Known> };

function clocks(): Map<string, Known> {
  shared.switchboardClocks ??= new Map();
  return shared.switchboardClocks;
}

function widen({ least, most, at }: Known, now: number): Bounds {
  const drift = Math.max(0, now - at) * DRIFT;
  return { least: least - drift, most: most + drift };
}

/**
 * Returns how far an upstream's clock is ahead of this process's monotonic one.
 * @param origin the upstream's
 * @param now by the monotonic clock
 * @returns null where no answer of the upstream has stated its time yet
 */
export function upstreamClock(origin: string, now: number): Bounds | null {
  const known = clocks().get(origin);
  return known ? widen(known, now) : null;
}

/**
 * Learns of an upstream's clock from an answer. Its second began at most a second before the answer was made, and the
 * answer was made while the request was under way. Each answer falls on another part of a second, so the bounds of
 * several together are much closer than a second. Where they contradict each other, a clock was set, and the newest counts.
 *
 * @param date the time that the answer states
 * @param asked when the request was sent, by the monotonic clock; `answered` as well
 */
export function noteUpstreamTime(origin: string, date: Date, asked: number, answered: number): void {
  const least = date.getTime() - answered;
  const most = date.getTime() + SECOND_MS - asked;
  const known = upstreamClock(origin, answered);
  const both = known && { least: Math.max(least, known.least), most: Math.min(most, known.most) };
  clocks().set(origin, { ...(both && both.least <= both.most ? both : { least, most }), at: answered });
}

/** An upstream that states no time any more may set its clock unnoticed, so what is known of it is worth nothing. */
export function forgetUpstreamTime(origin: string): void {
  clocks().delete(origin);
}

/**
 * Returns how long to wait until an answer says most about the clock: the moment at which its second turns if the truth
 * is in the middle of the bounds.
 * @param now by the monotonic clock
 */
export function untilTurnOfSecond({ least, most }: Bounds, now: number): number {
  const there = now + (least + most) / 2;
  return (SECOND_MS - (there % SECOND_MS)) % SECOND_MS;
}
