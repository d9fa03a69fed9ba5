"use client";

import { useCallback, useSyncExternalStore } from "react";

export type GraphView = "graph" | "list";

const STORED_AS = "switchboard.graph-view";
/** The event for other graphs of this page; the browser's own event reaches other windows only. */
const CHANGED = "switchboard:graph-view";
const WIDE = "(min-width: 48rem)";

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia(WIDE);
  media.addEventListener("change", listener);
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    media.removeEventListener("change", listener);
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

// A browser may refuse storage; then the choice lasts as long as the page.
let chosenHere: GraphView | null = null;

function stored(): string | null {
  try {
    return window.localStorage.getItem(STORED_AS);
  } catch {
    return chosenHere;
  }
}

function store(view: GraphView): void {
  chosenHere = view;
  try {
    window.localStorage.setItem(STORED_AS, view);
  } catch {
    // `chosenHere` has the choice already.
  }
}

function read(): GraphView {
  const chosen = stored();
  if (chosen === "graph" || chosen === "list") return chosen;
  return window.matchMedia(WIDE).matches ? "graph" : "list";
}

/** Whether a graph is shown as a picture or as a list: chosen per device; without a choice, phones get the list. */
export function useGraphView(): [GraphView, (view: GraphView) => void] {
  const view = useSyncExternalStore<GraphView>(subscribe, read, () => "list");
  const choose = useCallback((chosen: GraphView) => {
    store(chosen);
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [view, choose];
}
