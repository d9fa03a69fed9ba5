/** What a request to the upstream is for: each has its part of the key's minute. */
export type Purpose = "write" | "read" | "background";

/** Who spends, and what for. A person's requests name the person; the portal's own work has none. */
export type Spending =
  | { purpose: "write" | "read"; personId: string }
  | { purpose: "background"; personId?: undefined };

/** Points that were booked for one spender; they count until the upstream can't count their requests any more. */
export interface Booking {
  /** Milliseconds since 1970, by the database's clock. */
  until: number;
  purpose: Purpose;
  person: string;
  points: number;
}

/** All that counts against a key now. */
export interface Ledger {
  bookings: readonly Booking[];
  /** Until then nothing is sent, because the upstream itself has refused a request; 0 for "never". */
  closedUntil: number;
}

export const EMPTY_LEDGER: Ledger = { bookings: [], closedUntil: 0 };

interface Parts {
  write: number;
  read: number;
  background: number;
  /** What nobody's part holds: for people's writes and reads, whoever comes first. */
  common: number;
}

/** A limit below this is too small for parts: a part would be less than one write needs. */
const SMALLEST_SHARED_LIMIT = 12;

/** Returns how a minute of this many requests is shared out. The parts add up to the limit. */
export function partsOf(limit: number): Parts {
  if (limit < SMALLEST_SHARED_LIMIT) return { write: 0, read: 0, background: 0, common: limit };
  const write = Math.floor(limit / 3);
  const read = Math.floor(limit / 4);
  const background = Math.floor(limit / 6);
  return { write, read, background, common: limit - write - read - background };
}

function mayUseCommon(purpose: Purpose, limit: number): boolean {
  return purpose !== "background" || limit < SMALLEST_SHARED_LIMIT;
}

function spent(ledger: Ledger, counts: (booking: Booking) => boolean): number {
  return ledger.bookings.reduce((sum, booking) => sum + (counts(booking) ? booking.points : 0), 0);
}

/** The name of a spender in bookings. */
export function personOf({ personId = "" }: Spending): string {
  return personId;
}

/** Returns the ledger as it is at a moment: what is over counts no more. */
export function at(ledger: Ledger, now: number): Ledger {
  return {
    bookings: ledger.bookings.filter(({ until }) => until > now),
    closedUntil: ledger.closedUntil > now ? ledger.closedUntil : 0,
  };
}

/** How much a purpose may use at most, when nobody else uses anything. */
function most(purpose: Purpose, limit: number): number {
  const parts = partsOf(limit);
  return parts[purpose] + (mayUseCommon(purpose, limit) ? parts.common : 0);
}

const PURPOSES: readonly Purpose[] = ["write", "read", "background"];

/** How much is left for a purpose, whoever spends: the rest of its own part, and of the common one. */
function roomOfPurpose(ledger: Ledger, limit: number, purpose: Purpose): number {
  const parts = partsOf(limit);
  const used = (of: Purpose) => spent(ledger, (booking) => booking.purpose === of);
  const own = Math.max(0, parts[purpose] - used(purpose));
  const borrowed = PURPOSES.reduce((sum, of) => sum + Math.max(0, used(of) - parts[of]), 0);
  const common = mayUseCommon(purpose, limit) ? Math.max(0, parts.common - borrowed) : 0;
  // Requests that settle a sent write may exceed their part, so the sum counts as well.
  return Math.max(0, Math.min(own + common, limit - spent(ledger, () => true)));
}

/**
 * Returns how many points a spender may book now. The last fifth of what a purpose may use is for people who have not
 * had a fifth of it yet. So nobody alone can use up a minute, and somebody who comes new finds something left.
 *
 * @param ledger as it is at this moment: see `at`
 * @param points how many the spender wants: they count as had
 */
export function room(ledger: Ledger, limit: number, spending: Spending, points: number): number {
  if (ledger.closedUntil > 0) return 0;
  const { purpose } = spending;
  const left = roomOfPurpose(ledger, limit, purpose);
  if (purpose === "background" || limit < SMALLEST_SHARED_LIMIT) return left;
  const fifth = Math.floor(most(purpose, limit) / 5);
  const person = personOf(spending);
  const had = spent(ledger, (booking) => booking.purpose === purpose && booking.person === person);
  return had + points <= fifth ? left : Math.max(0, left - fifth);
}

/** Milliseconds until a spender may book so many points, if nobody else books any before; null for "never". */
export function waitFor(
  ledger: Ledger,
  limit: number,
  spending: Spending,
  points: number,
  now: number,
): number | null {
  const moments = [now, ledger.closedUntil, ...ledger.bookings.map(({ until }) => until)];
  const first = moments
    .filter((moment) => moment >= now)
    .sort((one, other) => one - other)
    .find((moment) => room(at(ledger, moment), limit, spending, points) >= points);
  return first === undefined ? null : first - now;
}

/** Adds points to the ledger; negative ones are given back. Bookings that are alike become one. */
export function book(ledger: Ledger, added: Booking): Ledger {
  const alike = (one: Booking) =>
    one.until === added.until && one.purpose === added.purpose && one.person === added.person;
  const before = spent({ ...ledger, bookings: ledger.bookings.filter(alike) }, () => true);
  const points = before + added.points;
  const others = ledger.bookings.filter((one) => !alike(one));
  return { ...ledger, bookings: points > 0 ? [...others, { ...added, points }] : others };
}
