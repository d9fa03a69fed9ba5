"use client";

import { type KeyboardEvent, useState } from "react";
import { rovingPlace } from "./roving-place";

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
