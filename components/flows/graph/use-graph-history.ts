"use client";

import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { sameJson } from "@/lib/json/json-value";
import { type EditHistory, pushEdit, redoEdit, startHistory, undoEdit } from "./edit-history";
import type { RawGraph } from "./flow-graph";

interface GraphHistory {
  graph: RawGraph;
  canUndo: boolean;
  canRedo: boolean;
  /** Takes over a new state. Typing in one field passes the same `run`, so that it is one step. */
  commit: (graph: RawGraph, run?: string | null) => void;
  undo: () => void;
  redo: () => void;
  /** The newest state, also within one event before anything was drawn again. */
  latest: () => RawGraph;
}

/**
 * The graph that is edited, with its steps. The form around it owns the value and is told each new one. A value from
 * outside (the form was reset, a draft was taken over) begins a new history: its steps were not made here.
 */
export function useGraphHistory(value: RawGraph, onChange: (value: RawGraph) => void): GraphHistory {
  const [seen, setSeen] = useState(value);
  const [history, setHistory] = useState(() => startHistory(value));
  let current = history;
  if (value !== seen) {
    setSeen(value);
    // The form may hand back a copy of what it was given; only a real difference comes from outside.
    if (!sameJson(value, history.present)) {
      current = startHistory(value);
      setHistory(current);
    }
  }
  const ref = useRef({ history: current, onChange });
  useLayoutEffect(() => {
    ref.current = { history: current, onChange };
  });
  const take = useCallback((change: (history: EditHistory<RawGraph>) => EditHistory<RawGraph>) => {
    const next = change(ref.current.history);
    if (next === ref.current.history) return;
    ref.current = { ...ref.current, history: next };
    setHistory(next);
    ref.current.onChange(next.present);
  }, []);
  return {
    graph: current.present,
    canUndo: current.past.length > 0,
    canRedo: current.future.length > 0,
    commit: useCallback((graph, run = null) => take((so) => pushEdit(so, graph, run)), [take]),
    undo: useCallback(() => take(undoEdit), [take]),
    redo: useCallback(() => take(redoEdit), [take]),
    latest: useCallback(() => ref.current.history.present, []),
  };
}
