"use client";

import { useEffect, useEffectEvent } from "react";

/** Whether a key press there is writing. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** An open dialog or menu keeps the keyboard to itself: menus use letters to jump to an item. */
const KEEPS_KEYS = '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]';

/**
 * Gives a page keys of its own, such as `j`, where nobody is typing. A letter counts in either case.
 * @param keys what each key does; it returns false where it does nothing, so that the browser goes on with it
 */
export function useSingleKeys(keys: Readonly<Record<string, () => boolean>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const withOthers = event.metaKey || event.ctrlKey || event.altKey;
    const act = keys[event.key.toLowerCase()];
    if (!act || withOthers || event.defaultPrevented || isTyping(event.target)) return;
    if (document.querySelector(KEEPS_KEYS)) return;
    if (act()) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
