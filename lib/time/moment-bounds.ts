/** The first and the last moment that can be asked for: years of four digits, which every database takes. */
const EARLIEST = 0;
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Gives the nearest moment that can be asked for; both in milliseconds. */
export function withinBounds(at: number): number {
  return Math.min(Math.max(at, EARLIEST), LATEST);
}
