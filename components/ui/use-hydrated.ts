"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Whether the page's script has taken over this part of the page. Before that a control would lose what is typed or
 * pressed, so controls wait for it.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
