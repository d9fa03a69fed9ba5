"use client";

import type { ReactNode } from "react";
import { useHydrated } from "./use-hydrated";

interface OptionsProps<Value> {
  legend: string;
  name: string;
  options: readonly { value: Value; label: string; hint?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few, each with a sentence. */
export function Options<Value extends string | null>(props: OptionsProps<Value>) {
  const { legend, name, options, value, onChange } = props;
  const hydrated = useHydrated();
  return (
    <fieldset className="rounded-lg border bg-card px-4 pt-2 pb-3 shadow-xs">
      <legend className="sr-only">{legend}</legend>
      <p aria-hidden className="mb-1.5 text-sm font-semibold">
        {legend}
      </p>
      {options.map((option) => (
        <label key={option.label} className="flex cursor-pointer items-start gap-2.5 py-1 text-sm">
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={!hydrated}
            onChange={() => onChange(option.value)}
            className="mt-0.5 size-4 shrink-0 accent-primary"
          />
          <span className="min-w-0">
            <span className="font-medium">{option.label}</span>
            {option.hint ? <span className="block text-muted-foreground">{option.hint}</span> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
