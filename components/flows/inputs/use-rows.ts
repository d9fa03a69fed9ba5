"use client";

import { useCallback, useEffect, useState } from "react";
import { sameJson } from "@/lib/json/json-value";

/** The items of a list that is being edited, each with a key that stays with it while others come and go. */
interface Rows<Item> {
  readonly items: readonly Item[];
  readonly keys: readonly string[];
  /** The number of keys made so far, so that no key is made twice. */
  readonly given: number;
}

function freshKeys(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `row-${from + index}`);
}

/** Returns rows for a new list. */
export function newRows<Item>(items: readonly Item[]): Rows<Item> {
  return { items, keys: freshKeys(0, items.length), given: items.length };
}

/**
 * Returns the rows after the list was replaced from outside. Keys stay when the length stays, so that a field keeps the
 * focus when its form passes a typed text back; otherwise all rows are new.
 */
export function followRows<Item>(rows: Rows<Item>, items: readonly Item[]): Rows<Item> {
  if (rows.items === items) return rows;
  if (rows.items.length === items.length) {
    return sameJson(rows.items, items) ? rows : { ...rows, items };
  }
  const keys = freshKeys(rows.given, items.length);
  return { items, keys, given: rows.given + items.length };
}

/** Returns the rows with an item inserted at a position; at the end when the position lies behind it. */
export function insertRow<Item>(rows: Rows<Item>, index: number, item: Item): Rows<Item> {
  const [key = ""] = freshKeys(rows.given, 1);
  return {
    items: rows.items.toSpliced(index, 0, item),
    keys: rows.keys.toSpliced(index, 0, key),
    given: rows.given + 1,
  };
}

/** Returns the rows without the one at a position. */
export function removeRow<Item>(rows: Rows<Item>, index: number): Rows<Item> {
  return { ...rows, items: rows.items.toSpliced(index, 1), keys: rows.keys.toSpliced(index, 1) };
}

/** Returns the rows with the item at a position replaced; its key stays. */
export function replaceRow<Item>(rows: Rows<Item>, index: number, item: Item): Rows<Item> {
  return { ...rows, items: rows.items.with(index, item) };
}

/** Returns the rows with one moved to another position; the same rows when it cannot go there. */
export function moveRow<Item>(rows: Rows<Item>, from: number, to: number): Rows<Item> {
  const count = rows.items.length;
  if (from === to || from < 0 || to < 0 || from >= count || to >= count) return rows;
  return { ...rows, items: moved(rows.items, from, to), keys: moved(rows.keys, from, to) };
}

function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1));
}

function takesFocus(element: HTMLElement | null): element is HTMLElement {
  return element !== null && !(element as HTMLButtonElement).disabled;
}

/**
 * Returns a function that moves the focus after the next render, to the first of some element ids that is there and not
 * disabled. Without it a control that removes or moves itself would drop the focus to the page.
 */
export function useFocusLater(): (...ids: string[]) => void {
  // With a ref, pending effects of an earlier render would already search for the elements, which are not on the page
  // yet. A state reaches the right render only.
  const [wanted, setWanted] = useState<readonly string[]>([]);
  useEffect(() => {
    wanted
      .map((id) => document.getElementById(id))
      .find(takesFocus)
      ?.focus();
  }, [wanted]);
  return useCallback((...ids) => setWanted(ids), []);
}

interface RowsOptions<Item> {
  /** The id of the list's group; its rows' buttons are named after it. */
  id: string;
  value: readonly Item[];
  onChange: (value: Item[]) => void;
  /** The element that takes the focus when a row is added or its neighbour is removed, by its position. */
  controlId: (index: number) => string;
  /** A row's name for screen readers, by its position: "Message 2". */
  nameOf: (index: number) => string;
  /** Whether a removed row can be put back: the focus then goes to the undo button. */
  undoable?: boolean;
}

export interface EditedRows<Item> {
  rows: readonly { key: string; item: Item }[];
  /** Announces the last edit to screen readers. */
  announcement: string;
  insert: (index: number, item: Item) => void;
  remove: (index: number) => void;
  replace: (index: number, item: Item) => void;
  move: (from: number, to: number) => void;
  /** The row that was removed last, as long as it can be put back. */
  removed: { name: string } | null;
  undo: () => void;
}

interface Removed<Item> {
  items: readonly Item[];
  index: number;
  name: string;
}

/** The id of the button that adds a row. */
export const addButtonId = (id: string): string => `${id}-add`;
/** The id of the button that moves a row up or down. */
export const moveButtonId = (id: string, index: number, way: "up" | "down"): string =>
  `${id}.${index}-${way}`;

/** The id of the button that puts a removed row back. */
export const undoButtonId = (id: string): string => `${id}-undo`;

/** Edits a controlled list: its rows keep their identity, and the focus moves to the next place of work. */
export function useRows<Item>(options: RowsOptions<Item>): EditedRows<Item> {
  const { id, value, onChange, controlId, nameOf, undoable = false } = options;
  const [kept, setKept] = useState(() => newRows(value));
  const [removed, setRemoved] = useState<Removed<Item> | null>(null);
  const [announcement, setAnnouncement] = useState("");
  const focusLater = useFocusLater();
  const present = followRows(kept, value);
  if (present !== kept) {
    setKept(present);
    // The list was replaced, and may contain the removed row again.
    setRemoved(null);
  }

  function adopt(rows: Rows<Item>) {
    setKept(rows);
    onChange([...rows.items]);
  }

  function insert(index: number, item: Item) {
    adopt(insertRow(present, index, item));
    setRemoved(null);
    focusLater(controlId(index));
  }

  return {
    rows: present.items.map((item, index) => ({ key: present.keys[index] ?? String(index), item })),
    announcement,
    removed,
    insert,
    remove(index) {
      const name = nameOf(index);
      adopt(removeRow(present, index));
      setAnnouncement(`${name} removed.`);
      if (undoable) setRemoved({ items: present.items.slice(index, index + 1), index, name });
      const neighbour = index < present.items.length - 1 ? index : index - 1;
      focusLater(...(undoable ? [undoButtonId(id)] : []), controlId(neighbour), addButtonId(id));
    },
    undo() {
      if (removed === null) return;
      for (const item of removed.items) insert(removed.index, item);
      setAnnouncement(`${removed.name} is back.`);
    },
    replace(index, item) {
      adopt(replaceRow(present, index, item));
    },
    move(from, to) {
      const rows = moveRow(present, from, to);
      if (rows === present) return;
      adopt(rows);
      setAnnouncement(`${nameOf(from)} is now number ${to + 1} of ${rows.items.length}.`);
      const [way, back] = to < from ? (["up", "down"] as const) : (["down", "up"] as const);
      focusLater(moveButtonId(id, to, way), moveButtonId(id, to, back));
    },
  };
}
