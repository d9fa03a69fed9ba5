"use client";

import { useMemo, useState } from "react";
import type { GraphDrawing } from "@/lib/flows/flow-graph-drawing";
import { arrangeGraph, arrangementKey, type Places, rearrangeGraph } from "@/lib/flows/flow-graph-layout";

interface Arranged {
  key: string;
  places: Places;
}

/** The last arrangement of this page: whoever goes to the list and back need not wait for it again. */
let lastArranged: Arranged | null = null;

function arrange(key: string, drawing: GraphDrawing): Arranged {
  if (lastArranged?.key !== key) lastArranged = { key, places: arrangeGraph(drawing) };
  return lastArranged;
}

/**
 * Where the boxes stand. It is worked out anew only if boxes or lines came or went, never for a selection or for words.
 * @returns the places, and what arranges the whole graph anew
 */
export function usePlaces(drawing: GraphDrawing): [Places, () => void] {
  const key = useMemo(() => arrangementKey(drawing), [drawing]);
  const [arranged, setArranged] = useState(() => arrange(key, drawing));
  let { places } = arranged;
  if (arranged.key !== key) {
    places = rearrangeGraph(drawing, places);
    setArranged({ key, places });
  }
  return [places, () => setArranged(arrange(key, drawing))];
}
