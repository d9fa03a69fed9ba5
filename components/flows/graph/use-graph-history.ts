"use client";

import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { sameJson } from "@/lib/json/json-value";
import type { RawGraph } from "./flow-graph";

/** The states of something that is edited: past, present and undone ones. */
interface EditHistory<T> {
  /** Oldest first. */
  past: readonly T[];
  present: T;
  /** The states that redo would restore, the next one first. */
  future: readonly T[];
  /** The run of small edits that the present belongs to; null when the next edit is a step of its own. */
  run: string | null;
}

/** The most steps that can be undone: more would keep a large flow in memory for nothing. */
const STEPS = 100;

/** A history that begins with this state. */
export function startHistory<T>(present: T): EditHistory<T> {
  return { past: [], present, future: [], run: null };
}

/**
 * Adds a state; undone states are gone.
 * @param run edits that follow each other with the same run, such as typing in one field, make one step
 */
export function pushEdit<T>(history: EditHistory<T>, present: T, run: string | null = null): EditHistory<T> {
  if (present === history.present) return history;
  const sameStep = run !== null && run === history.run;
  const past = sameStep ? history.past : [...history.past, history.present].slice(-STEPS);
  return { past, present, future: [], run };
}

/** One step back; the same history when there is none. */
export function undoEdit<T>(history: EditHistory<T>): EditHistory<T> {
  const { past, present, future } = history;
  if (past.length === 0) return history;
  const [before] = past.slice(-1) as [T];
  return { past: past.slice(0, -1), present: before, future: [present, ...future], run: null };
}

/** One step forward again; the same history when nothing was undone. */
export function redoEdit<T>(history: EditHistory<T>): EditHistory<T> {
  const { past, present, future } = history;
  if (future.length === 0) return history;
  const [next, ...later] = future as [T, ...T[]];
  return { past: [...past, present], present: next, future: later, run: null };
}

interface GraphHistory {
  graph: RawGraph;
  canUndo: boolean;
  canRedo: boolean;
  /** Adds a new state. Typing in one field passes the same `run`, so that it is one step. */
  commit: (graph: RawGraph, run?: string | null) => void;
  undo: () => void;
  redo: () => void;
  /** The newest state, also within one event before anything was rendered again. */
  latest: () => RawGraph;
}

/**
 * The graph that is edited, with its steps. The form around it owns the value and gets each new one. A value from
 * outside (the form was reset, a draft was restored) begins a new history: its steps were not made here.
 */
export function useGraphHistory(value: RawGraph, onChange: (value: RawGraph) => void): GraphHistory {
  const [seen, setSeen] = useState(value);
  const [history, setHistory] = useState(() => startHistory(value));
  let current = history;
  if (value !== seen) {
    setSeen(value);
    // The form may pass a copy of its value back; only a real difference comes from outside.
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
