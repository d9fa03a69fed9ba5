"use client";

import { useEffect } from "react";
import { createStore } from "./store";

const unsaved = new Set<symbol>();

/** Marks the page as one with unsaved edits until the returned function is called. */
function markUnsaved(): () => void {
  const mark = Symbol("unsaved");
  unsaved.add(mark);
  return () => unsaved.delete(mark);
}

/** Whether the page has unsaved edits. */
export function hasUnsaved(): boolean {
  return unsaved.size > 0;
}

/** The page's edits count as given up: nothing asks about them any more. */
export function giveUpUnsaved(): void {
  unsaved.clear();
}

const { set: want, ...wanted } = createStore<string | null>(null);

/**
 * The address to which somebody wants to go from a page with unsaved edits, and which waits for their decision; null while
 * nobody does. For `LeaveDialog`.
 */
export const wantedAddress = {
  ...wanted,
  /** The person stays, or has decided to go: the edits count as given up then. */
  settle: (leaves: boolean) => {
    if (leaves) giveUpUnsaved();
    want(null);
  },
};

/**
 * Whether the page may be left for an address at once. With unsaved edits the person is asked by a dialog, which goes there
 * if the answer is yes.
 */
export function mayLeaveFor(address: string): boolean {
  if (!hasUnsaved()) return true;
  want(address);
  return false;
}

/** The address of a link that would leave the page in this tab; null for a click that does something else. */
function addressLeft(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download"))
    return null;
  const isHere = link.pathname === window.location.pathname && link.origin === window.location.origin;
  return isHere ? null : link.href;
}

/**
 * While `dirty`, asks before the page is left by a link, and lets the browser ask before it is closed or reloaded: no page
 * can show a dialog of its own then.
 */
export function useUnsavedWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const release = markUnsaved();
    const onUnload = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const address = addressLeft(event);
      if (address === null || mayLeaveFor(address)) return;
      // In the capture phase, before the router's own handler sees the click.
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      release();
      // The back button may leave the page while the question is open, which would then be about another page.
      if (!hasUnsaved()) want(null);
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [dirty]);
}
