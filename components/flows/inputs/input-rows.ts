import { sameJson } from "@/lib/json/json-value";

/** The items of a list that is being edited, each with a key that stays with it while others come and go. */
export interface Rows<Item> {
  readonly items: readonly Item[];
  readonly keys: readonly string[];
  /** How many keys were ever given, so that none is given twice. */
  readonly given: number;
}

function freshKeys(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `row-${from + index}`);
}

/** Gives rows for a list that was never seen before. */
export function newRows<Item>(items: readonly Item[]): Rows<Item> {
  return { items, keys: freshKeys(0, items.length), given: items.length };
}

/**
 * Gives the rows after the list was replaced from outside. Keys stay where the length stays, so that a field does not
 * lose the focus when its form hands back what was just typed; otherwise all rows are new.
 */
export function followRows<Item>(rows: Rows<Item>, items: readonly Item[]): Rows<Item> {
  if (rows.items === items) return rows;
  if (rows.items.length === items.length) {
    return sameJson(rows.items, items) ? rows : { ...rows, items };
  }
  const keys = freshKeys(rows.given, items.length);
  return { items, keys, given: rows.given + items.length };
}

/** Gives the rows with an item put in at a position; at the end when the position lies behind it. */
export function insertRow<Item>(rows: Rows<Item>, index: number, item: Item): Rows<Item> {
  const [key = ""] = freshKeys(rows.given, 1);
  return {
    items: rows.items.toSpliced(index, 0, item),
    keys: rows.keys.toSpliced(index, 0, key),
    given: rows.given + 1,
  };
}

/** Gives the rows without the one at a position. */
export function removeRow<Item>(rows: Rows<Item>, index: number): Rows<Item> {
  return { ...rows, items: rows.items.toSpliced(index, 1), keys: rows.keys.toSpliced(index, 1) };
}

/** Gives the rows with the item at a position replaced; its key stays. */
export function replaceRow<Item>(rows: Rows<Item>, index: number, item: Item): Rows<Item> {
  return { ...rows, items: rows.items.with(index, item) };
}

/** Gives the rows with one moved to another position; the same rows when it cannot go there. */
export function moveRow<Item>(rows: Rows<Item>, from: number, to: number): Rows<Item> {
  const count = rows.items.length;
  if (from === to || from < 0 || to < 0 || from >= count || to >= count) return rows;
  return { ...rows, items: moved(rows.items, from, to), keys: moved(rows.keys, from, to) };
}

function moved<Item>(list: readonly Item[], from: number, to: number): Item[] {
  return list.toSpliced(from, 1).toSpliced(to, 0, ...list.slice(from, from + 1));
}
