"use client";

import { useState } from "react";
import { followRows, insertRow, moveRow, newRows, type Rows, removeRow, replaceRow } from "./input-rows";
import { useFocusLater } from "./use-focus-later";

interface RowsOptions<Item> {
  /** The id of the list's group; its rows' buttons are named after it. */
  id: string;
  value: readonly Item[];
  onChange: (value: Item[]) => void;
  /** The element that takes the focus when a row is added or its neighbour is removed, by its position. */
  controlId: (index: number) => string;
  /** A row's name in what is told to screen readers, by its position: "Message 2". */
  nameOf: (index: number) => string;
  /** Whether a removed row can be put back: the focus then goes to the button that does it. */
  undoable?: boolean;
}

export interface EditedRows<Item> {
  rows: readonly { key: string; item: Item }[];
  /** What was just done, for screen readers. */
  told: string;
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

/** Edits a controlled list: its rows keep their identity, and the focus goes where the person goes on. */
export function useRows<Item>(options: RowsOptions<Item>): EditedRows<Item> {
  const { id, value, onChange, controlId, nameOf, undoable = false } = options;
  const [kept, setKept] = useState(() => newRows(value));
  const [removed, setRemoved] = useState<Removed<Item> | null>(null);
  const [told, setTold] = useState("");
  const focusLater = useFocusLater();
  const present = followRows(kept, value);
  if (present !== kept) {
    setKept(present);
    // The list is another one now: what was removed from the old one may be back in it.
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
    told,
    removed,
    insert,
    remove(index) {
      const name = nameOf(index);
      adopt(removeRow(present, index));
      setTold(`${name} removed.`);
      if (undoable) setRemoved({ items: present.items.slice(index, index + 1), index, name });
      const neighbour = index < present.items.length - 1 ? index : index - 1;
      focusLater(...(undoable ? [undoButtonId(id)] : []), controlId(neighbour), addButtonId(id));
    },
    undo() {
      if (removed === null) return;
      for (const item of removed.items) insert(removed.index, item);
      setTold(`${removed.name} is back.`);
    },
    replace(index, item) {
      adopt(replaceRow(present, index, item));
    },
    move(from, to) {
      const rows = moveRow(present, from, to);
      if (rows === present) return;
      adopt(rows);
      setTold(`${nameOf(from)} is now number ${to + 1} of ${rows.items.length}.`);
      const [way, back] = to < from ? (["up", "down"] as const) : (["down", "up"] as const);
      focusLater(moveButtonId(id, to, way), moveButtonId(id, to, back));
    },
  };
}
