"use client";

import { useMemo, useState } from "react";
import type { GraphDrawing } from "@/lib/flows/flow-graph-drawing";
import { arrangeGraph, arrangementKey, type Places, rearrangeGraph } from "@/lib/flows/flow-graph-layout";

/**
 * Where the boxes stand. It is worked out anew only if boxes or lines came or went, never for a selection or for words.
 * @returns the places, and what arranges the whole graph anew
 */
export function usePlaces(drawing: GraphDrawing): [Places, () => void] {
  const key = useMemo(() => arrangementKey(drawing), [drawing]);
  const [arranged, setArranged] = useState(() => ({ key, places: arrangeGraph(drawing) }));
  let { places } = arranged;
  if (arranged.key !== key) {
    places = rearrangeGraph(drawing, places);
    setArranged({ key, places });
  }
  return [places, () => setArranged({ key, places: arrangeGraph(drawing) })];
}
