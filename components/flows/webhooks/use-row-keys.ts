"use client";

import { useState } from "react";

function padded(keys: number[], count: number): number[] {
  const highest = Math.max(-1, ...keys);
  const missing = Math.max(0, count - keys.length);
  return [...keys.slice(0, count), ...Array.from({ length: missing }, (_, more) => highest + 1 + more)];
}

/**
 * Gives the rows of a list React keys that stay with their row when one above it is removed, so that a row's own
 * state (a shown secret, say) never jumps to its neighbour.
 * @param count how many rows there are
 */
export function useRowKeys(count: number) {
  const [kept, setKept] = useState<number[]>([]);
  const keys = kept.length === count ? kept : padded(kept, count);
  if (keys !== kept) setKept(keys);

  /** To be called together with the removal of that row. */
  function dropKey(position: number) {
    setKept(keys.filter((_, place) => place !== position));
  }
  return { keys, dropKey };
}
