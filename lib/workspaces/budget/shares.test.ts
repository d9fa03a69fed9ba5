import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, book, EMPTY_LEDGER, type Ledger, partsOf, room, type Spending, waitFor } from "./shares";

const MINUTE = 60_000;
const writer = (personId: string): Spending => ({ purpose: "write", personId });
const reader = (personId: string): Spending => ({ purpose: "read", personId });
const background: Spending = { purpose: "background" };

/** Books one request after another until there is no room, and returns how many there were. */
function exhaust(limit: number, spending: Spending, from: Ledger = EMPTY_LEDGER, until = MINUTE) {
  let ledger = from;
  let times = 0;
  while (room(ledger, limit, spending, 1) >= 1) {
    const person = spending.personId ?? "";
    ledger = book(ledger, { until, purpose: spending.purpose, person, points: 1 });
    times += 1;
  }
  return { ledger, times };
}

describe("a key's minute", () => {
  it("is shared out without a rest", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), (limit) => {
        const { write, read, background: rest, common } = partsOf(limit);
        expect(write + read + rest + common).toBe(limit);
        expect(Math.min(write, read, rest, common)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("keeps the writes' part free, however many people read and whatever the portal does by itself", () => {
    let { ledger } = exhaust(60, background);
    for (const person of ["a", "b", "c", "d", "e", "f", "g"])
      ({ ledger } = exhaust(60, reader(person), ledger));
    expect(room(ledger, 60, reader("h"), 1)).toBe(0);
    expect(room(ledger, 60, writer("a"), 2)).toBeGreaterThanOrEqual(2);
    expect(exhaust(60, writer("a"), ledger).times + exhaust(60, writer("b"), ledger).times).toBeGreaterThan(
      20,
    );
  });

  it("keeps a part for reads and one for the background when everybody writes", () => {
    let ledger = EMPTY_LEDGER;
    for (const person of ["a", "b", "c", "d", "e", "f", "g"])
      ({ ledger } = exhaust(60, writer(person), ledger));
    expect(room(ledger, 60, writer("h"), 1)).toBe(0);
    expect(exhaust(60, background, ledger).times).toBe(partsOf(60).background);
    expect(room(ledger, 60, reader("a"), 1)).toBeGreaterThanOrEqual(1);
  });

  it.each([writer, reader])("is not used up by one person alone", (as) => {
    const { ledger, times } = exhaust(60, as("busy"));
    expect(times).toBeGreaterThan(20);
    expect(room(ledger, 60, as("busy"), 1)).toBe(0);
    expect(exhaust(60, as("new"), ledger).times).toBeGreaterThanOrEqual(4);
  });

  it("never holds more bookings than the limit, whoever books in whatever order", () => {
    const spender = fc.oneof(
      fc.constantFrom("a", "b", "c").map(writer),
      fc.constantFrom("a", "b", "c").map(reader),
      fc.constant(background),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.array(fc.tuple(spender, fc.integer({ min: 1, max: 5 })), { maxLength: 150 }),
        (limit, asked) => {
          let ledger = EMPTY_LEDGER;
          for (const [spending, points] of asked) {
            if (room(ledger, limit, spending, points) < points) continue;
            const { purpose, personId = "" } = spending;
            ledger = book(ledger, { until: MINUTE, purpose, person: personId, points });
          }
          expect(ledger.bookings.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(limit);
        },
      ),
    );
  });

  it("too small to be shared out is for whoever comes first", () => {
    expect([
      exhaust(1, background).times,
      exhaust(3, reader("a")).times,
      exhaust(11, writer("a")).times,
    ]).toEqual([1, 3, 11]);
  });
});

describe("the wait for the budget", () => {
  it("ends when enough of what was booked is over", () => {
    let { ledger } = exhaust(60, reader("a"), EMPTY_LEDGER, 5_000);
    ({ ledger } = exhaust(60, reader("b"), ledger, 9_000));
    expect(waitFor(ledger, 60, reader("b"), 1, 1_000)).toBe(4_000);
    expect(room(at(ledger, 5_000), 60, reader("b"), 1)).toBeGreaterThanOrEqual(1);
  });

  it("is as long as the upstream has said, after it has refused a request", () => {
    const ledger = { ...EMPTY_LEDGER, closedUntil: 30_000 };
    expect(waitFor(ledger, 60, writer("a"), 2, 1_000)).toBe(29_000);
    expect(room(ledger, 60, writer("a"), 2)).toBe(0);
  });

  it("has no end for a request that the limit is too small for", () => {
    expect(waitFor(EMPTY_LEDGER, 1, writer("a"), 2, 0)).toBeNull();
  });

  it("is shorter by what is given back", () => {
    const full = exhaust(60, reader("a"));
    const booking = { until: MINUTE, purpose: "read", person: "a", points: -3 } as const;
    expect(room(book(full.ledger, booking), 60, reader("a"), 1)).toBe(3);
  });
});
