"use client";

import { createContext, type RefObject, useContext, useEffect } from "react";
import { isTyping } from "../ui/use-single-keys";

/** What the palette finds: everything, or only the workspaces. */
export type PaletteMode = "all" | "workspaces";

/** The words of the palette, before and after its script has arrived. */
export function paletteWords(mode: PaletteMode | null): { label: string; placeholder: string } {
  return mode === "workspaces"
    ? { label: "Switch workspace", placeholder: "Find a workspace" }
    : { label: "Go to", placeholder: "Find a flow, a page or a workspace" };
}

/** Moves the focus to what had it when the palette was opened, and forgets that. */
export function giveFocusBack(opener: RefObject<Element | null>): void {
  if (opener.current instanceof HTMLElement) opener.current.focus();
  opener.current = null;
}

export const PALETTE_CLASSES = "top-[12dvh] translate-y-0 overflow-hidden p-0";
export const PALETTE_FIELD_CLASSES =
  "h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-muted-foreground";

export const PaletteContext = createContext<(mode: PaletteMode) => void>(() => {});

/** Returns the function that opens the command palette. */
export function useOpenPalette(): (mode: PaletteMode) => void {
  return useContext(PaletteContext);
}

/** Ctrl/⌘-K opens the palette; the single key `w`, where nobody is typing, opens the workspaces. */
export function usePaletteShortcuts(open: (mode: PaletteMode) => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open("all");
        return;
      }
      const plain = !event.metaKey && !event.ctrlKey && !event.altKey && !event.shiftKey;
      if (!plain || event.key !== "w" || event.repeat || event.defaultPrevented) return;
      // An open dialog or menu keeps the keyboard to itself: menus use letters to jump to an item.
      if (
        isTyping(event.target) ||
        document.querySelector('[role="dialog"],[role="alertdialog"],[role="menu"]')
      )
        return;
      event.preventDefault();
      open("workspaces");
    }
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [open]);
}
