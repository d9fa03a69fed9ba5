import { expect, test } from "vitest";
import { throughWindows } from "./block-windows";

const MILLION = 1_000_000;

/**
 * Walks through a log and returns the windows that were read.
 * @param matching whether the event of a number has the terms
 * @param passing whether an event with the terms passes the other conditions
 */
async function walk(
  size: number,
  wanted: number,
  matching: (sequence: number) => boolean,
  passing: (sequence: number) => boolean = () => true,
  newestFirst = true,
) {
  const windows: { lowest: number; highest: number; matches: number; found: number }[] = [];
  await throughWindows("chain", { lowest: 1, highest: size }, newestFirst, wanted, async (window) => {
    const { lowest, highest } = window;
    const numbers = Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index).filter(
      matching,
    );
    const content = { matches: numbers.length, found: numbers.filter(passing).length };
    windows.push({ lowest, highest, ...content });
    return content;
  });
  return windows;
}

test("a common term is found in the first, small window", async () => {
  const [first, ...others] = await walk(MILLION, 31, (sequence) => sequence % 10 === 0);
  expect(others).toEqual([]);
  expect(first).toMatchObject({ highest: MILLION });
  expect(MILLION - (first?.lowest ?? 0)).toBeLessThan(1_024);
});

test("a search without matches reaches the other end in few windows, which join without a gap", async () => {
  for (const newestFirst of [true, false]) {
    const windows = await walk(MILLION, 31, () => false, undefined, newestFirst);
    expect(windows.length).toBeLessThanOrEqual(4);
    const inOrder = newestFirst ? windows.reverse() : windows;
    expect([inOrder[0]?.lowest, inOrder.at(-1)?.highest]).toEqual([1, MILLION]);
    for (const [index, { lowest }] of inOrder.slice(1).entries()) {
      expect(lowest).toBe((inOrder[index]?.highest ?? 0) + 1);
    }
  }
});

test("each window lies in the block that its term names", async () => {
  await throughWindows(
    "chain",
    { lowest: 5, highest: MILLION },
    true,
    1,
    async ({ lowest, highest, term }) => {
      const [, bits = 0, block] = term.split("/").map(Number);
      expect([lowest >> bits, highest >> bits]).toEqual([block, block]);
      return { matches: 0, found: 0 };
    },
  );
});

test("where one match in fifty passes, no more is read than the rest of the page needs", async () => {
  const windows = await walk(
    MILLION,
    31,
    (sequence) => sequence % 10 === 0,
    (sequence) => sequence % 500 === 0,
  );
  expect(windows.reduce((sum, { found }) => sum + found, 0)).toBeGreaterThanOrEqual(31);
  expect(windows.length).toBeLessThanOrEqual(4);
  expect(windows.reduce((sum, { matches }) => sum + matches, 0)).toBeLessThanOrEqual(4_096);
});

test("where no match passes, no window holds more of them than can be read at once", async () => {
  const windows = await walk(
    MILLION,
    31,
    (sequence) => sequence % 3 === 0,
    () => false,
  );
  expect(Math.max(...windows.map(({ matches }) => matches))).toBeLessThan(6_000);
});

test("a burst that ended doesn't keep the windows behind it small", async () => {
  const windows = await walk(MILLION, 31, (sequence) => sequence > MILLION - 30);
  expect(windows[0]?.found).toBe(30);
  expect(windows.length).toBeLessThanOrEqual(6);
});
