"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import type { BulkFlow } from "./bulk-run";
import { NOTHING_SELECTED, selectClicked } from "./select-clicked";

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

/** Holds which flows of a page are chosen. What is no longer on the page is not chosen any more. */
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
