/** The numbers of low bits of a sequence number that an event's `#` terms leave out, as in the migration. */
const BLOCK_BITS = [10, 14, 18, 22] as const;

/** No window is read that is likely to have more matches than this: all of them are read. */
const MANY_MATCHES = 4_096;

/** Windows are somewhat wider than the average so far suggests, since matches are not spread evenly. */
const MARGIN = 1.5;

/** A range of sequence numbers, both ends included, that lies in one named block. */
export interface BlockWindow {
  lowest: number;
  highest: number;
  /** The term of the block; see the function `audit_event_terms` in the database. */
  term: string;
}

/** The content of one window, or of several. */
interface WindowContent {
  /** Events that have the terms. */
  matches: number;
  /** Those of them that pass the other conditions. */
  found: number;
}

function blockAround(chain: string, sequence: number, bits: number): BlockWindow {
  // Sequence numbers are 32-bit integers, which is what shifting works on.
  const block = sequence >> bits;
  return { lowest: block << bits, highest: ((block + 1) << bits) - 1, term: `#${chain}/${bits}/${block}` };
}

/** The results so far, from the start of the search. */
interface Seen extends WindowContent {
  /** The width of the range that was read. */
  numbers: number;
  /** The last window. */
  last: { bits: number; found: number };
}

/**
 * Returns the width of the next window: enough for the events still wanted, by the results so far, if it is not likely
 * to have too many matches. No match in so many events still leaves room for three (the statisticians' rule of three).
 * After a window without finds the next one is wider, since there may be no more. Without results any window could have
 * too many matches, so the first one is the smallest.
 */
function nextBits({ numbers, matches, found, last }: Seen, wanted: number): number {
  const isEnough = (bits: number) => (found / numbers) * 2 ** bits >= (wanted - found) * MARGIN;
  const isTooMuch = (bits: number) => ((matches + 3) / numbers) * 2 ** bits > MANY_MATCHES;
  const enough = BLOCK_BITS.find((bits) => isEnough(bits) && (last.found > 0 || bits > last.bits));
  const widest = BLOCK_BITS.findLast((bits) => !isTooMuch(bits));
  return Math.min(enough ?? BLOCK_BITS[3], widest ?? BLOCK_BITS[0]);
}

/**
 * Searches a range of sequence numbers window by window, from one end, until enough was found. The first window is
 * small: where events are common it has a page of them. Where they are rare, few windows reach the other end.
 *
 * @param wanted how many are enough
 * @param read reads one window
 */
export async function throughWindows(
  chain: string,
  { lowest, highest }: { lowest: number; highest: number },
  newestFirst: boolean,
  wanted: number,
  read: (window: BlockWindow) => Promise<WindowContent>,
): Promise<void> {
  let seen: Seen = { numbers: 0, matches: 0, found: 0, last: { bits: 0, found: 0 } };
  let from = lowest;
  let to = highest;
  while (from <= to && seen.found < wanted) {
    const bits = nextBits(seen, wanted);
    const block = blockAround(chain, newestFirst ? to : from, bits);
    const window = { ...block, lowest: Math.max(block.lowest, from), highest: Math.min(block.highest, to) };
    const { matches, found } = await read(window);
    if (newestFirst) to = window.lowest - 1;
    else from = window.highest + 1;
    seen = {
      numbers: highest - lowest - (to - from),
      matches: seen.matches + matches,
      found: seen.found + found,
      last: { bits, found },
    };
  }
}
