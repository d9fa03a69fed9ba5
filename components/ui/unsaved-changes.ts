"use client";

import { useEffect } from "react";

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

/** Whether the page may be left: asks the person when there are unsaved edits. */
export function mayLeavePage(): boolean {
  return !hasUnsaved() || window.confirm("You have unsaved changes on this page. Leave it without saving?");
}

function leavesPage(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.hasAttribute("download"))
    return false;
  return link.pathname !== window.location.pathname || link.origin !== window.location.origin;
}

/** While `dirty`, asks before the page is closed, reloaded or left by a link. */
export function useUnsavedWarning(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const release = markUnsaved();
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      if (!leavesPage(event) || mayLeavePage()) return;
      // In the capture phase, before the router's own handler sees the click.
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener("beforeunload", onUnload);
    document.addEventListener("click", onClick, true);
    return () => {
      release();
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, true);
    };
  }, [dirty]);
}
