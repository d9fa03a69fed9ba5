"use client";

import { Plus } from "lucide-react";
import { Button } from "../../ui/button";
import type { ErrorAt } from "./input-props";
import { repeated } from "./input-variables";
import { addButtonId, useRows } from "./use-rows";
import { type Variable, VariableRow } from "./variable-row";

interface VariableRowsProps {
  id: string;
  variables: Variable[];
  usedInPrompt: ReadonlySet<string>;
  disabled: boolean;
  /** Pointers are relative to the list of variables. */
  errorAt: ErrorAt;
  onChange: (variables: Variable[]) => void;
}

/** The variables of one collection. */
export function VariableRows({
  id,
  variables,
  usedInPrompt,
  disabled,
  errorAt,
  onChange,
}: VariableRowsProps) {
  const keyId = (index: number) => `${id}.${index}.key`;
  const nameOf = (index: number) => {
    const key = variables[index]?.key ?? "";
    return key === "" ? `Variable ${index + 1}` : `Variable ${key}`;
  };
  const list = useRows({ id, value: variables, onChange, controlId: keyId, nameOf });
  const repeatedKeys = repeated(variables.map(({ key }) => key));
  const last = list.rows.length - 1;

  /** Goes from a value to the next variable, and from the last one to a new one. */
  function goOn(index: number) {
    if (index < last) document.getElementById(keyId(index + 1))?.focus();
    else if (variables[index]?.key !== "") list.insert(index + 1, { key: "", value: "" });
  }

  return (
    <div className="flex flex-col gap-2">
      {list.rows.length === 0 ? (
        <p className="text-sm text-muted-foreground">This collection has no variables.</p>
      ) : null}
      <ol className="flex flex-col gap-4 empty:hidden sm:gap-2">
        {list.rows.map(({ key, item }, index) => (
          <VariableRow
            key={key}
            id={`${id}.${index}`}
            number={index + 1}
            variable={item}
            repeated={repeatedKeys.has(item.key)}
            used={usedInPrompt.has(item.key)}
            disabled={disabled}
            errorAt={(pointer) => errorAt(`/${index}${pointer}`)}
            onChange={(next) => list.replace(index, next)}
            onRemove={() => list.remove(index)}
            onEnter={() => goOn(index)}
          />
        ))}
      </ol>
      <Button
        id={addButtonId(id)}
        variant="ghost"
        size="sm"
        className="self-start"
        disabled={disabled}
        onClick={() => list.insert(list.rows.length, { key: "", value: "" })}
      >
        <Plus aria-hidden />
        Add variable
      </Button>
      <span role="status" className="sr-only">
        {list.announcement}
      </span>
    </div>
  );
}
