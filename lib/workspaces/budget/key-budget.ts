import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { type LedgerRow, readLedger, readLedgers, replaceLedger } from "./ledger-row";
import { at, type Booking, book, type Ledger, personOf, room, type Spending, waitFor } from "./shares";

const MINUTE_MS = 60_000;
/** How long booked points may be spent. They count for a minute after that, since the upstream's minute slides. */
const SPEND_WITHIN_MS = 2_000;
/** Bookings of the same half second are one. */
const STEP_MS = 500;
/** How much this process's idea of the database's clock may be behind. */
const CLOCK_SLACK_MS = 100;
/** People wait that long for the budget, and no longer. */
export const LONGEST_WAIT_MS = 10_000;
/** Other replicas may book in between, each time; that often in a row they hardly do, and a pause helps then. */
const MOST_ATTEMPTS = 40;
/** What is said of a request that the limit is too small for. */
const NEVER_MS = MINUTE_MS;

/** Points that are booked and not spent yet. */
interface Chunk {
  spending: Spending;
  points: number;
  limit: number;
  /** By this process's monotonic clock: they must not be spent later. */
  spendBefore: number;
  booking: Booking;
}

interface KnownLedger extends LedgerRow {
  /** What to add to this process's monotonic clock to get the database's. */
  offset: number;
}

/** What is left of a key's minute for one spender. */
export interface Left {
  limit: number;
  left: number;
  /** Seconds until there is more; while something is left, until all is there again. */
  seconds: number;
}

/** Either spent, with this process's monotonic clock until which the requests may leave, or how long to wait. */
export type Taken = { spendBefore: number } | { waitMs: number };

export interface SpendOptions {
  /** Spends even where nothing is left: for reads that say what became of a write that was sent. */
  overdraw?: boolean;
}

function isSameSpender(one: Spending, other: Spending): boolean {
  return one.purpose === other.purpose && one.personId === other.personId;
}

/** The ledger without points of this process that it does not need any more, or has not spent yet. */
function withGivenBack(ledger: Ledger, unused: readonly Chunk[]): Ledger {
  return unused.reduce(
    (sum, { booking, points }) => (points > 0 ? book(sum, { ...booking, points: -points }) : sum),
    ledger,
  );
}

/**
 * The budget of one upstream key, as one process sees it (upstream quirk Q22: so many requests a minute for each key,
 * and no header that says how many are left). Points are booked in the database, which all replicas share, and spent
 * in memory. Where the limit is large they are booked in chunks.
 */
export class KeyBudget {
  private known: KnownLedger | null = null;
  private chunks: Chunk[] = [];
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * @param key a hash of the upstream's key
   * @param limit how many requests a minute may have, as set now
   */
  constructor(
    readonly key: string,
    private readonly limit: () => number,
  ) {}

  /**
   * Spends points. A person's request waits up to ten seconds where the budget has room by then. A refusal is a result
   * and no error: another bundle of the process may have made this object, and has error classes of its own.
   */
  async spend(spending: Spending, points: number, { overdraw = false }: SpendOptions = {}): Promise<Taken> {
    const deadline = performance.now() + (spending.purpose === "background" ? 0 : LONGEST_WAIT_MS);
    for (;;) {
      const taken = await this.inTurn(() => this.takeOrBook(spending, points, overdraw));
      if ("spendBefore" in taken || performance.now() + taken.waitMs > deadline) return taken;
      await pause(taken.waitMs);
    }
  }

  /** Closes the budget for so many seconds, on every replica: the upstream itself has refused a request. */
  async close(seconds: number): Promise<void> {
    await this.inTurn(() =>
      this.change((ledger, { to }) => ({
        ledger: { ...ledger, closedUntil: Math.max(ledger.closedUntil, Math.round(to + seconds * 1000)) },
        result: null,
      })),
    );
    this.chunks = [];
  }

  /** Returns what is left for a spender, as the database has it now. See `leftAsKnown`. */
  async left(spending: Spending, points: number): Promise<Left> {
    return this.leftIn(await readLedger(this.key), spending, points);
  }

  /** Returns what is left of several budgets for a spender, as the database has them now. One statement. See `leftAsKnown`. */
  static async leftOfEach<Id>(
    budgets: ReadonlyMap<Id, KeyBudget>,
    spending: Spending,
    points: number,
  ): Promise<Map<Id, Left>> {
    const ledgers = await readLedgers([...new Set([...budgets.values()].map(({ key }) => key))]);
    return new Map(
      [...budgets].flatMap(([id, budget]) => {
        const row = ledgers.get(budget.key);
        return row ? [[id, budget.leftIn(budget.learn(row), spending, points)] as const] : [];
      }),
    );
  }

  /**
   * Returns what is left for a spender, by what this process knows from its own last booking; null before the first.
   * @param points how many the next request needs
   */
  leftAsKnown(spending: Spending, points: number): Left | null {
    return this.known && this.leftOf(this.known, spending, points);
  }

  /** As `left`, from a ledger that was just read. */
  leftIn(row: LedgerRow, spending: Spending, points: number): Left {
    return this.leftOf(this.learn(row), spending, points);
  }

  private leftOf(known: KnownLedger, spending: Spending, points: number): Left {
    const limit = this.limit();
    const now = Math.round(performance.now() + known.offset);
    const own = this.chunks.filter((one) => isSameSpender(one.spending, spending));
    const ledger = at(withGivenBack(known.ledger, own), now);
    const left = room(ledger, limit, spending, points);
    if (left < points) {
      const waitMs = waitFor(ledger, limit, spending, points, now) ?? NEVER_MS;
      return { limit, left: 0, seconds: Math.max(1, Math.ceil(waitMs / 1000)) };
    }
    const last = Math.max(now, ...ledger.bookings.map(({ until }) => until));
    return { limit, left, seconds: Math.ceil((last - now) / 1000) };
  }

  /**
   * One booking at a time: requests that come together share a chunk. Where one fails, those that wait behind it fail
   * with it: they would each wait for the same database.
   */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.turn.then(work);
    this.turn = mine;
    mine.catch(() => {
      if (this.turn === mine) this.turn = Promise.resolve();
    });
    return mine;
  }

  private async takeOrBook(spending: Spending, points: number, overdraw: boolean): Promise<Taken> {
    const taken = this.take(spending, points) ?? (await this.book(spending, points, overdraw));
    if ("spendBefore" in taken) return taken;
    // What this process knows may be out of date, as others may have given points back.
    this.learn(await readLedger(this.key));
    return await this.book(spending, points, overdraw);
  }

  private async book(spending: Spending, points: number, overdraw: boolean): Promise<Taken> {
    const limit = this.limit();
    const changed = await this.change<Booking | number>((ledger, { from, to }) => {
      if (!overdraw && room(ledger, limit, spending, points) < points) {
        const waitMs = waitFor(ledger, limit, spending, points, from) ?? NEVER_MS;
        return { ledger: null, result: waitMs };
      }
      // A hundredth of the minute at once: at the usual limit of sixty it is what is needed, and no more.
      const chunk = Math.floor(limit / 100);
      const booking = {
        until: to + SPEND_WITHIN_MS + MINUTE_MS,
        purpose: spending.purpose,
        person: personOf(spending),
        points: Math.max(points, Math.min(chunk, room(ledger, limit, spending, chunk))),
      };
      return { ledger: book(ledger, booking), result: booking };
    });
    if (changed === null) return { waitMs: STEP_MS };
    const { result, sentAt } = changed;
    if (typeof result === "number") return { waitMs: Math.max(STEP_MS / 10, result) };
    const { points: booked } = result;
    this.chunks.push({
      spending,
      points: booked,
      limit,
      spendBefore: sentAt + SPEND_WITHIN_MS,
      booking: result,
    });
    // Where the database took longer than points may be spent, they go back with the next booking.
    return this.take(spending, points) ?? { waitMs: STEP_MS / 10 };
  }

  private take(spending: Spending, points: number): Taken | null {
    const now = performance.now();
    const limit = this.limit();
    const chunk = this.chunks.find(
      (one) =>
        one.points >= points &&
        one.spendBefore > now &&
        one.limit === limit &&
        isSameSpender(one.spending, spending),
    );
    if (!chunk) return null;
    chunk.points -= points;
    return { spendBefore: chunk.spendBefore };
  }

  /**
   * Changes the ledger, whoever else does so at the same time.
   * @param next returns the new ledger, or null to leave it. It is called again where another replica was faster. The
   *   database's clock is between the two moments that it gets.
   * @returns its last result, and this process's monotonic clock right before the statement; null where others were
   *   faster each time
   */
  private async change<T>(
    next: (ledger: Ledger, clock: { from: number; to: number }) => { ledger: Ledger | null; result: T },
  ): Promise<{ result: T; sentAt: number } | null> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const known = this.known ?? this.learn(await readLedger(this.key));
      const sentAt = performance.now();
      const to = Math.ceil((sentAt + known.offset + 1) / STEP_MS) * STEP_MS;
      const from = to - STEP_MS - CLOCK_SLACK_MS;
      const limit = this.limit();
      const unused = this.chunks.filter((one) => one.spendBefore <= sentAt || one.limit !== limit);
      const { ledger, result } = next(at(withGivenBack(known.ledger, unused), from), { from, to });
      if (ledger === null) return { result, sentAt };
      const row = await replaceLedger(this.key, { version: known.version, ledger, from, to });
      this.learn(row);
      if (!row.replaced) continue;
      this.chunks = this.chunks.filter((one) => !unused.includes(one) && one.points > 0);
      return { result, sentAt };
    }
    return null;
  }

  private learn({ version, ledger, clock }: LedgerRow): KnownLedger {
    this.known = { version, ledger, clock, offset: clock - performance.now() };
    return this.known;
  }
}
