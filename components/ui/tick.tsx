"use client";

import type { ReactNode } from "react";
import { useHydrated } from "./use-hydrated";

interface TickProps {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** A box with its words beside it. */
export function Tick({ label, hint, checked, onChange }: TickProps) {
  const hydrated = useHydrated();
  return (
    <label className="flex cursor-pointer items-start gap-2.5 py-1 text-sm">
      <input
        type="checkbox"
        checked={checked}
        disabled={!hydrated}
        onChange={(event) => onChange(event.target.checked)}
        className="mt-0.5 size-4 shrink-0 accent-primary"
      />
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {hint ? <span className="block text-muted-foreground">{hint}</span> : null}
      </span>
    </label>
  );
}
