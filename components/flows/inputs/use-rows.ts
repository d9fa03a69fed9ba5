"use client";

import { useState } from "react";
import {
  followRows,
  insertRow,
  moveRow,
  newRows,
  type Rows,
  removeRow,
  replaceRow,
} from "@/lib/flows/input-rows";
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
}

export interface EditedRows<Item> {
  rows: readonly { key: string; item: Item }[];
  /** What was just done, for screen readers. */
  told: string;
  insert: (index: number, item: Item) => void;
  /** `thenFocus` takes the focus; without it a neighbouring row does, or the button that adds one. */
  remove: (index: number, thenFocus?: string) => void;
  replace: (index: number, item: Item) => void;
  move: (from: number, to: number) => void;
}

/** The id of the button that adds a row. */
export const addButtonId = (id: string): string => `${id}-add`;
/** The id of the button that moves a row up or down. */
export const moveButtonId = (id: string, index: number, way: "up" | "down"): string =>
  `${id}.${index}-${way}`;

/** Edits a controlled list: its rows keep their identity, and the focus goes where the person goes on. */
export function useRows<Item>(options: RowsOptions<Item>): EditedRows<Item> {
  const { id, value, onChange, controlId, nameOf } = options;
  const [kept, setKept] = useState(() => newRows(value));
  const [told, setTold] = useState("");
  const focusLater = useFocusLater();
  const present = followRows(kept, value);
  if (present !== kept) setKept(present);

  function adopt(rows: Rows<Item>) {
    setKept(rows);
    onChange([...rows.items]);
  }

  return {
    rows: present.items.map((item, index) => ({ key: present.keys[index] ?? String(index), item })),
    told,
    insert(index, item) {
      adopt(insertRow(present, index, item));
      focusLater(controlId(index));
    },
    remove(index, thenFocus) {
      adopt(removeRow(present, index));
      setTold(`${nameOf(index)} removed.`);
      const neighbour = index < present.items.length - 1 ? index : index - 1;
      focusLater(...(thenFocus ? [thenFocus] : []), controlId(neighbour), addButtonId(id));
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
