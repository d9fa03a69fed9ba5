/** The states of something that is edited: what was, what is, and what was undone. */
export interface EditHistory<T> {
  /** Oldest first. */
  past: readonly T[];
  present: T;
  /** What redo would bring back, the next one first. */
  future: readonly T[];
  /** The run of small edits that the present belongs to; null when the next edit is a step of its own. */
  run: string | null;
}

/** How many steps can be undone: more would hold a large flow in memory for nothing. */
const STEPS = 100;

/** A history that begins with this state. */
export function startHistory<T>(present: T): EditHistory<T> {
  return { past: [], present, future: [], run: null };
}

/**
 * Adds a state; what was undone before is gone.
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
