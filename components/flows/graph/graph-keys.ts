import type { KeyboardEvent } from "react";

interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

/**
 * The history step of a key press: Ctrl or Cmd with Z undoes, with Shift it redoes; Ctrl+Y redoes as on Windows.
 * @returns null for any other key
 */
export function historyKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyPress): "undo" | "redo" | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key.toLowerCase() === "y" && ctrlKey && !shiftKey ? "redo" : null;
}

/** Whether the browser undoes typing here itself. */
export function hasOwnUndo(target: EventTarget): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Keeps Enter in a field of the graph from sending the flow's form around it. */
export function keepEnterHere(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}
