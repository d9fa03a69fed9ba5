"use client";

import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { Decision } from "@/lib/flows/transfer/transfer-choices";
import { ValueDiff } from "../../flows/diff/value-diff";
import { type KnownNames, withNames } from "../../flows/diff/value-text";
import { Button } from "../../ui/button";
import type { PlannedField } from "../words/transfer-shapes";

interface ItemFieldsProps {
  fields: readonly PlannedField[];
  names: KnownNames;
  /** The source's name, for what is taken from there. */
  source: string;
  onDecide: (path: string, decision: Decision) => void;
}

/** The fields of a flow that exists in which it differs from the source: what is taken, and what it keeps. */
export function ItemFields({ fields, names, source, onDecide }: ItemFieldsProps) {
  if (fields.length === 0) return null;
  return (
    <ul aria-label="Fields" className="flex flex-col gap-3">
      {fields.map((field) => (
        <FieldRow key={field.path} {...{ field, names, source, onDecide }} />
      ))}
    </ul>
  );
}

interface FieldRowProps extends Omit<ItemFieldsProps, "fields"> {
  field: PlannedField;
}

function FieldRow({ field, names, source, onDecide }: FieldRowProps) {
  const { path, act, theirs, yours, value } = field;
  const isKept = act === "keep";
  const [before, after] = [theirs, isKept ? yours : value].map((side) => withNames(path, side, names));
  const label = fieldLabel(path);
  return (
    <li className="min-w-0">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <p className="text-sm font-semibold">
          {label}
          {isKept ? (
            <span className="font-normal text-muted-foreground">
              {" "}
              stays as it is there: only the target has changed it, or somebody chose so
            </span>
          ) : null}
        </p>
        {isKept ? (
          <Button
            size="sm"
            variant="outline"
            aria-label={`${label}: take it from ${source}`}
            onClick={() => onDecide(path, "source")}
          >
            Take it from {source}
          </Button>
        ) : (
          <Button
            size="sm"
            variant="outline"
            aria-label={`${label}: keep theirs`}
            onClick={() => onDecide(path, "target")}
          >
            Keep theirs
          </Button>
        )}
      </div>
      {isKept ? (
        <details className="rounded-md border">
          <summary className="cursor-pointer rounded-md px-3 py-1.5 text-sm text-muted-foreground">
            What {source} has
          </summary>
          <div className="px-3 pb-3">
            <ValueDiff path={path} before={before} after={after} />
          </div>
        </details>
      ) : (
        <ValueDiff path={path} before={before} after={after} />
      )}
    </li>
  );
}
