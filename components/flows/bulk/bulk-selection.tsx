"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import type { BulkFlow } from "./bulk-run";

interface BulkSelectionValue {
  /** The flows of this page that may be chosen, as they are listed. */
  flows: BulkFlow[];
  selected: BulkFlow[];
  isSelected: (id: string) => boolean;
  press: (id: string, withShift: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

const Context = createContext<BulkSelectionValue | null>(null);

/** Keeps which flows of a page are chosen. A flow that is no longer on the page is not chosen any more. */
export function BulkSelection({ flows, children }: { flows: BulkFlow[]; children: ReactNode }) {
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const order = flows.map(({ id }) => id);
  const value: BulkSelectionValue = {
    flows,
    selected: flows.filter(({ id }) => selection.ids.has(id)),
    isSelected: (id) => selection.ids.has(id),
    press: (id, withShift) => setSelection((last) => selectClicked(last, order, id, withShift)),
    selectAll: () => setSelection({ ids: new Set(order), anchor: null }),
    clear: () => setSelection(NOTHING_SELECTED),
  };
  return <Context value={value}>{children}</Context>;
}

/** @throws Error outside a `BulkSelection` */
export function useBulkSelection(): BulkSelectionValue {
  const value = useContext(Context);
  if (value === null) throw new Error("useBulkSelection needs a BulkSelection around it");
  return value;
}

/** The chosen flows of a page, and the one that a range starts from. */
interface Selection {
  ids: ReadonlySet<string>;
  anchor: string | null;
}

export const NOTHING_SELECTED: Selection = { ids: new Set(), anchor: null };

/**
 * Returns the selection after a box was pressed. With Shift, every flow from the last pressed one to this one becomes
 * what this one becomes, as in every list of files.
 * @param order the ids as they are listed
 */
export function selectClicked(
  { ids, anchor }: Selection,
  order: string[],
  id: string,
  withShift: boolean,
): Selection {
  const chosen = !ids.has(id);
  const from = withShift && anchor !== null ? order.indexOf(anchor) : -1;
  const to = order.indexOf(id);
  const range = from === -1 || to === -1 ? [id] : order.slice(Math.min(from, to), Math.max(from, to) + 1);
  const next = new Set(ids);
  for (const one of range) {
    if (chosen) next.add(one);
    else next.delete(one);
  }
  return { ids: next, anchor: id };
}
