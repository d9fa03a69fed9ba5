"use client";

import { useCallback, useSyncExternalStore } from "react";
import { deviceStorage } from "../../ui/device-storage";

const STORED_AS = "switchboard.audit-activity";
const CHANGED = "switchboard:audit-activity";

// A browser may forbid storage; then the choice lasts as long as the page.
let chosenHere: string | null = null;

function subscribe(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener("storage", listener);
    window.removeEventListener(CHANGED, listener);
  };
}

function isOpen(): boolean {
  return (deviceStorage()?.getItem(STORED_AS) ?? chosenHere) === "open";
}

/** Whether the activity of a log is open, remembered on this device; closed at first. */
export function useActivityOpen(): [boolean, (open: boolean) => void] {
  const open = useSyncExternalStore(subscribe, isOpen, () => false);
  const choose = useCallback((next: boolean) => {
    chosenHere = next ? "open" : "folded";
    try {
      deviceStorage()?.setItem(STORED_AS, chosenHere);
    } catch {
      // A full storage keeps nothing; the variable above does.
    }
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  return [open, choose];
}
