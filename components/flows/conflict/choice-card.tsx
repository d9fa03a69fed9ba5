"use client";

import { type ReactNode, useId } from "react";
import { cn } from "../../ui/class-names";
import { useHydrated } from "../../ui/use-hydrated";

interface ChoiceCardProps {
  /** All choices of one place have the same. */
  group: string;
  label: string;
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
  /** What choosing it gives. */
  children?: ReactNode;
}

/** One of several ways to decide: a radio button, and below it what it stands for. */
export function ChoiceCard({ group, label, chosen, disabled, onChoose, children }: ChoiceCardProps) {
  const hydrated = useHydrated();
  const id = useId();
  const outcomeId = children ? `${id}-outcome` : undefined;
  return (
    <div
      className={cn(
        "min-w-0 rounded-md border bg-card transition-colors",
        chosen ? "border-primary ring-1 ring-primary" : "hover:border-input",
      )}
    >
      <label htmlFor={id} className="flex cursor-pointer items-center gap-2.5 px-3 py-2 text-sm font-medium">
        <input
          id={id}
          type="radio"
          name={group}
          checked={chosen}
          disabled={disabled || !hydrated}
          onChange={onChoose}
          aria-describedby={outcomeId}
          className="size-4 shrink-0 accent-primary"
        />
        {label}
      </label>
      {children ? (
        <div id={outcomeId} className="min-w-0 px-3 pb-3">
          {children}
        </div>
      ) : null}
    </div>
  );
}
