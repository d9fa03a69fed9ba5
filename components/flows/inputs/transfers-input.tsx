"use client";

import type { ReactNode } from "react";
import { GroupField } from "./group-field";
import { type InputProps, noErrors } from "./input-props";
import { transferKeys, useUnfinished } from "./input-transfers";
import { RemovedNotice, RowActions } from "./row-actions";
import { TransferAdder } from "./transfer-adder";
import { TransferItem } from "./transfer-item";
import { useRows } from "./use-rows";

interface TransfersInputProps extends InputProps<unknown[]> {
  /** Called when a typed text begins or ends to be missing in the value, because it is no JSON or was not added. */
  onUnfinished?: (unfinished: boolean) => void;
}

/** Edits a flow's transfers. The upstream does not document their shape, so all of their content survives. */
export function TransfersInput(props: TransfersInputProps) {
  const { id, label, hint, value, onChange, disabled = false, errorAt = noErrors } = props;
  const report = useUnfinished(props.onUnfinished);
  const nameOf = (index: number) => `Transfer ${index + 1}`;
  const list = useRows({
    id,
    value,
    onChange,
    controlId: (index) => `${id}.${index}`,
    nameOf,
    undoable: true,
  });

  return (
    <GroupField
      id={id}
      label={label}
      hint={<TransferHint hint={hint} items={value} />}
      error={errorAt("")}
      changed={props.changed}
    >
      {list.rows.length === 0 ? <p className="text-sm text-muted-foreground">No transfers.</p> : null}
      <ol className="flex flex-col gap-2 empty:hidden">
        {list.rows.map(({ key, item }, index) => (
          <li key={key} className="flex flex-col gap-1.5 rounded-md border p-3">
            <div className="flex items-center justify-between gap-2">
              <p className="text-sm font-medium">{nameOf(index)}</p>
              <RowActions
                id={id}
                name={nameOf(index).toLowerCase()}
                list={list}
                index={index}
                disabled={disabled}
              />
            </div>
            <TransferItem
              id={`${id}.${index}`}
              name={nameOf(index)}
              item={item}
              disabled={disabled}
              error={errorAt(`/${index}`)}
              onItem={(next) => list.replace(index, next)}
              report={report}
              part={key}
            />
          </li>
        ))}
      </ol>
      {list.removed ? (
        <RemovedNotice id={id} name={list.removed.name} disabled={disabled} onUndo={list.undo} />
      ) : null}
      <TransferAdder
        id={id}
        items={value}
        disabled={disabled}
        onAdd={(item) => list.insert(value.length, item)}
        report={report}
      />
      <span role="status" className="sr-only">
        {list.announcement}
      </span>
    </GroupField>
  );
}

/** The hint below transfers. A hint from outside replaces the general words; the keys in use are always listed. */
function TransferHint({ hint, items }: { hint: ReactNode; items: readonly unknown[] }) {
  const keys = transferKeys(items);
  return (
    <>
      {hint ?? "Trillet does not document what a transfer holds."}{" "}
      {keys.length > 0 ? (
        <>
          Those of this flow have <code className="font-mono text-xs">{keys.join(", ")}</code>.
        </>
      ) : null}
    </>
  );
}
