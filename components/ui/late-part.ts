import { useEffect, useRef, useState } from "react";
import { createStore } from "./store";

const { set: report, ...failure } = createStore<Error | null>(null);

/** The error of the last part that could not be loaded, for the notice that every page has; null while every part arrived. */
export const missingPart = { ...failure, dismiss: () => report(null) };

/**
 * Notes that a part of the page could not be loaded, so that the page says it.
 * @param error what `import()` threw
 */
export function reportMissingPart(error: unknown): void {
  report(error instanceof Error ? error : new Error(String(error)));
}

/**
 * Begins to load a part that is about to be needed: the pointer or the focus is on its way. A failure shows when the part is
 * needed.
 */
export function expectPart(load: () => Promise<unknown>): void {
  load().catch(() => {});
}

/**
 * Loads a part of the page when it is first needed: most visits open no palette, menu or dialog. The page says it where the
 * part can't be loaded.
 *
 * @param load imports the part; the same function at every call
 * @param needed whether somebody wants the part now
 * @param giveUp called then: the caller forgets what was wanted, so that a second press tries again
 * @returns the part, or null until it has arrived
 */
export function useLatePart<Part>(
  load: () => Promise<Part>,
  needed: boolean,
  giveUp?: () => void,
): Part | null {
  return useDispensablePart(load, needed, (error) => {
    giveUp?.();
    reportMissingPart(error);
  });
}

/**
 * The same for a part that something else can take the place of.
 * @param onMissing called with what `import()` threw where the part can't be loaded; the page says nothing of it
 */
export function useDispensablePart<Part>(
  load: () => Promise<Part>,
  needed: boolean,
  onMissing: (error: unknown) => void,
): Part | null {
  // In an object, since React would call a component that is passed to it as a new state.
  const [arrived, setArrived] = useState<{ part: Part } | null>(null);
  const missing = useRef(onMissing);
  useEffect(() => {
    missing.current = onMissing;
  });
  useEffect(() => {
    if (!needed || arrived) return;
    let gone = false;
    load().then(
      (part) => (gone ? undefined : setArrived({ part })),
      (error: unknown) => (gone ? undefined : missing.current(error)),
    );
    return () => {
      gone = true;
    };
  }, [load, needed, arrived]);
  return arrived?.part ?? null;
}
