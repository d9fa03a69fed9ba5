/** The first and the last moment that a caller can request: years of four digits, which every database stores. */
const EARLIEST = 0;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Returns the nearest moment that a caller can request; both in milliseconds. */
export function withinBounds(at: number): number {
  return Math.min(Math.max(at, EARLIEST), LATEST);
}
