"use client";

import { Plus, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "../../ui/button";

interface RowListProps<Row> {
  rows: Row[];
  /** The content of a new row. */
  blank: Row;
  onChange: (rows: Row[]) => void;
  addLabel: string;
  /** The name of a row's remove button for screen readers. */
  removeLabel: (row: Row, position: number) => string;
  /** Draws the fields of a row. */
  children: (row: Row, change: (changes: Partial<Row>) => void, position: number) => ReactNode;
}

/** A list of small rows of fields, with buttons to add and remove one. Both keep the focus inside the list. */
export function RowList<Row>({ rows, blank, onChange, addLabel, removeLabel, children }: RowListProps<Row>) {
  const { keys, dropKey } = useRowKeys(rows.length);
  const list = useRef<HTMLUListElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const justAdded = useRef(false);

  useEffect(() => {
    if (!justAdded.current || rows.length === 0) return;
    justAdded.current = false;
    list.current?.lastElementChild?.querySelector<HTMLElement>("input")?.focus();
  }, [rows.length]);

  function remove(position: number) {
    dropKey(position);
    onChange(rows.filter((_, place) => place !== position));
    addButton.current?.focus();
  }

  function change(position: number, changes: Partial<Row>) {
    onChange(rows.map((row, place) => (place === position ? { ...row, ...changes } : row)));
  }

  return (
    <div className="flex flex-col gap-3">
      {rows.length > 0 ? (
        <ul ref={list} className="flex flex-col gap-3">
          {rows.map((row, position) => (
            <li key={keys[position]} className="flex items-start gap-2 border-l-2 pl-3">
              <div className="min-w-0 flex-1">{children(row, (to) => change(position, to), position)}</div>
              <Button
                variant="ghost"
                size="icon-sm"
                className="mt-6"
                aria-label={removeLabel(row, position)}
                onClick={() => remove(position)}
              >
                <X aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <Button
        ref={addButton}
        variant="outline"
        size="sm"
        className="self-start"
        onClick={() => {
          justAdded.current = true;
          onChange([...rows, blank]);
        }}
      >
        <Plus aria-hidden />
        {addLabel}
      </Button>
    </div>
  );
}

function padded(keys: number[], count: number): number[] {
  const highest = Math.max(-1, ...keys);
  const missing = Math.max(0, count - keys.length);
  return [...keys.slice(0, count), ...Array.from({ length: missing }, (_, more) => highest + 1 + more)];
}

/**
 * Makes React keys that stay with their row when one above it is removed. Otherwise a row's own state, such as a shown
 * secret, would jump to its neighbour.
 * @param count the number of rows
 */
function useRowKeys(count: number) {
  const [kept, setKept] = useState<number[]>([]);
  const keys = kept.length === count ? kept : padded(kept, count);
  if (keys !== kept) setKept(keys);

  /** To be called together with the removal of that row. */
  function dropKey(position: number) {
    setKept(keys.filter((_, place) => place !== position));
  }
  return { keys, dropKey };
}
