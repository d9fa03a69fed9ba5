/** How many low bits of a sequence number the blocks leave out that an event's `#` terms name, as in the migration. */
const BLOCK_BITS = [10, 14, 18, 22] as const;

/** A range of sequence numbers, both ends included, that lies in one named block. */
export interface BlockWindow {
  lowest: number;
  highest: number;
  /** The term of the block, see the function `audit_event_terms` in the database. */
  term: string;
}

function windowAt(chain: string, sequence: number, step: number): BlockWindow {
  const bits = BLOCK_BITS[Math.min(step, BLOCK_BITS.length - 1)] ?? 22;
  // Sequence numbers are 32-bit integers, which is what shifting works on.
  const block = sequence >> bits;
  return { lowest: block << bits, highest: ((block + 1) << bits) - 1, term: `#${chain}/${bits}/${block}` };
}

/**
 * The windows of a search from the newest event down. Each is sixteen times as wide as the one before: where events
 * are common the first window holds a page of them, where they are rare few windows reach the beginning, and what a
 * window holds stays small either way.
 */
export function* windowsDown(chain: string, highest: number, lowest: number): Generator<BlockWindow> {
  for (let step = 0, at = highest; at >= lowest; step += 1) {
    const window = windowAt(chain, at, step);
    yield { ...window, highest: at, lowest: Math.max(window.lowest, lowest) };
    at = window.lowest - 1;
  }
}

/** The same from the oldest event up. */
export function* windowsUp(chain: string, lowest: number, highest: number): Generator<BlockWindow> {
  for (let step = 0, at = lowest; at <= highest; step += 1) {
    const window = windowAt(chain, at, step);
    yield { ...window, lowest: at, highest: Math.min(window.highest, highest) };
    at = window.highest + 1;
  }
}
