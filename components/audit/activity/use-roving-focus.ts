"use client";

import { type KeyboardEvent, useState } from "react";

/**
 * Returns the place that a key leads to from another, or null when it leads nowhere. Places are counted row by row.
 * Gaps are skipped in the same direction.
 *
 * @param places the places with a button, in order
 * @param columns how many are side by side; 0 for a single row
 */
export function rovingPlace(
  key: string,
  from: number,
  places: readonly number[],
  columns: number,
): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  if (key === "Home") return places[0] ?? null;
  if (key === "End") return places.at(-1) ?? null;
  const step = steps[key] ?? 0;
  const last = places.at(-1) ?? -1;
  if (step === 0) return null;
  for (let place = from + step; place >= 0 && place <= last; place += step) {
    if (places.includes(place)) return place;
  }
  return null;
}

/**
 * One stop of the Tab key for many buttons; arrow keys lead from one to the next, as in a toolbar (WAI-ARIA authoring
 * practices).
 *
 * @param places where there are buttons, in order, counted row by row
 * @param columns how many are side by side; 0 for a single row
 */
export function useRovingFocus(places: readonly number[], columns = 0) {
  const [current, setCurrent] = useState(0);
  const reachable = places.includes(current) ? current : places[0];

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const from = event.target instanceof HTMLElement ? Number(event.target.dataset.place) : Number.NaN;
    if (Number.isNaN(from)) return;
    const place = rovingPlace(event.key, from, places, columns);
    if (place === null) return;
    event.preventDefault();
    setCurrent(place);
    event.currentTarget.querySelector<HTMLElement>(`[data-place="${place}"]`)?.focus();
  }

  return {
    onKeyDown,
    /** The attributes of the button at a place. */
    stop: (place: number) => ({
      "data-place": place,
      tabIndex: place === reachable ? 0 : -1,
      onFocus: () => setCurrent(place),
    }),
  };
}
