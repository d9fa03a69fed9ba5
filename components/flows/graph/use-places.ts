"use client";

import { useMemo, useState } from "react";
import type { GraphDrawing } from "./flow-graph-drawing";
import { arrangeGraph, arrangementKey, type Places, rearrangeGraph } from "./flow-graph-layout";

interface Arranged {
  key: string;
  places: Places;
}

/** Where the boxes of this page stood last: whoever goes to the list and back finds them there, without waiting. */
let lastShown: Arranged | null = null;

function remember(key: string, places: Places): Arranged {
  lastShown = { key, places };
  return lastShown;
}

/**
 * Where the boxes stand. It is worked out anew only if boxes or lines came or went, never for a selection or for words.
 * @returns the places, and what arranges the whole graph anew
 */
export function usePlaces(drawing: GraphDrawing): [Places, () => void] {
  const key = useMemo(() => arrangementKey(drawing), [drawing]);
  const [arranged, setArranged] = useState(() =>
    lastShown?.key === key ? lastShown : remember(key, arrangeGraph(drawing)),
  );
  let { places } = arranged;
  if (arranged.key !== key) {
    places = rearrangeGraph(drawing, places);
    setArranged(remember(key, places));
  }
  return [places, () => setArranged(remember(key, arrangeGraph(drawing)))];
}
