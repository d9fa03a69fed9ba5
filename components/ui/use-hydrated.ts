"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * Whether the page's script has taken over this part of the page. Until then a control would swallow what is typed
 * or pressed, so controls wait for it.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
