"use client";

import { createContext, type ReactNode, useContext, useState } from "react";

/** A flow that can be chosen. */
export interface SelectableFlow {
  id: string;
  name: string;
  /** The entity tag of the state that is listed; null where the flow was never read in full. */
  etag: string | null;
  /** What it was copied from, where the person may see that. */
  source: SelectableSource | null;
}

export interface SelectableSource {
  /** The workspace's slug. */
  workspace: string;
  id: string;
  /** How many versions of it came after the one that was taken. */
  behind: number;
}

/** The whole list that a page is part of. */
export interface WholeList {
  /** Its address under `/api`, with a question mark and the filters in use. */
  path: string;
  /** How many flows it has on all pages. */
  total: number;
}

interface BulkSelectionValue {
  /** The flows of this page that may be chosen, as they are listed. */
  flows: SelectableFlow[];
  list: WholeList;
  selected: SelectableFlow[];
  isSelected: (id: string) => boolean;
  press: (id: string, withShift: boolean) => void;
  /** Chooses all flows of the page. */
  selectPage: () => void;
  /** Chooses flows of the list that may be on other pages. */
  selectListed: (flows: SelectableFlow[]) => void;
  clear: () => void;
}

const Context = createContext<BulkSelectionValue | null>(null);

interface BulkSelectionProps {
  flows: SelectableFlow[];
  list: WholeList;
  children: ReactNode;
}

/**
 * Keeps which flows of a list are chosen. One that is no longer on the page is not chosen any more, unless all pages were
 * chosen: then as long as the list has the same filters.
 */
export function BulkSelection({ flows, list, children }: BulkSelectionProps) {
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  const [listed, setListed] = useState<{ path: string; flows: SelectableFlow[] } | null>(null);
  const order = flows.map(({ id }) => id);
  const elsewhere = listed?.path === list.path ? listed.flows.filter(({ id }) => !order.includes(id)) : [];
  const value: BulkSelectionValue = {
    flows,
    list,
    selected: [...flows, ...elsewhere].filter(({ id }) => selection.ids.has(id)),
    isSelected: (id) => selection.ids.has(id),
    press: (id, withShift) => setSelection((last) => selectClicked(last, order, id, withShift)),
    selectPage: () => setSelection(({ ids }) => ({ ids: new Set([...ids, ...order]), anchor: null })),
    selectListed: (all) => {
      setListed({ path: list.path, flows: all });
      setSelection({ ids: new Set(all.map(({ id }) => id)), anchor: null });
    },
    clear: () => {
      setListed(null);
      setSelection(NOTHING_SELECTED);
    },
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
