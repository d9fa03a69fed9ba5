/** How many low bits of a sequence number the blocks leave out that an event's `#` terms name, as in the migration. */
const BLOCK_BITS = [10, 14, 18, 22] as const;

/** A window that held more matches than this is not followed by a wider one. */
const MANY_MATCHES = 4_096;

/** A range of sequence numbers, both ends included, that lies in one named block. */
export interface BlockWindow {
  lowest: number;
  highest: number;
  /** The term of the block, see the function `audit_event_terms` in the database. */
  term: string;
}

function blockAround(chain: string, sequence: number, step: number): BlockWindow {
  const bits = BLOCK_BITS[step] ?? 22;
  // Sequence numbers are 32-bit integers, which is what shifting works on.
  const block = sequence >> bits;
  return { lowest: block << bits, highest: ((block + 1) << bits) - 1, term: `#${chain}/${bits}/${block}` };
}

/**
 * Looks through a range of sequence numbers window by window, from one end. Each is sixteen times as wide as the one
 * before: where events are common the first window holds a page of them, where they are rare few windows reach the other
 * end. A window full of matches that other conditions then refused is followed by one as wide as itself, so that no
 * look-up grows out of hand.
 *
 * @param look told a window; gives how many matches it held, or null to stop
 */
export async function throughWindows(
  chain: string,
  { lowest, highest }: { lowest: number; highest: number },
  newestFirst: boolean,
  look: (window: BlockWindow) => Promise<number | null>,
): Promise<void> {
  let step = 0;
  let from = lowest;
  let to = highest;
  while (from <= to) {
    const block = blockAround(chain, newestFirst ? to : from, step);
    const window = { ...block, lowest: Math.max(block.lowest, from), highest: Math.min(block.highest, to) };
    const matches = await look(window);
    if (matches === null) return;
    if (matches < MANY_MATCHES) step = Math.min(step + 1, BLOCK_BITS.length - 1);
    if (newestFirst) to = window.lowest - 1;
    else from = window.highest + 1;
  }
}
