"use client";

import { useId } from "react";
import { EXPORT_KINDS, type ExportKind } from "./export-kinds";

interface ExportChoiceProps {
  value: ExportKind;
  onChange: (kind: ExportKind) => void;
}

/** The choice of the export's format. */
export function ExportChoice({ value, onChange }: ExportChoiceProps) {
  const id = useId();
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">As</legend>
      {EXPORT_KINDS.map((kind) => (
        <label
          key={kind.id}
          className="flex cursor-pointer gap-3 rounded-lg border px-3 py-2.5 has-checked:border-primary has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name={id}
            value={kind.id}
            checked={kind === value}
            aria-describedby={`${id}-${kind.id}`}
            onChange={() => onChange(kind)}
            className="mt-1 size-4 shrink-0 accent-primary outline-none"
          />
          <span className="min-w-0 text-sm">
            <span className="block font-medium">{kind.label}</span>
            <span id={`${id}-${kind.id}`} className="block">
              {kind.words}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
