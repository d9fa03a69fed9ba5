"use client";

import { memo, type ReactNode, useId } from "react";
import { cn } from "../../ui/class-names";
import { useHydrated } from "../../ui/use-hydrated";
import { wordParts } from "../diff/diff-parts";
import { MarkedText } from "../diff/marked-text";
import { ValueDiff } from "../diff/value-diff";
import { valueText } from "../diff/value-text";

interface ChoiceCardProps {
  /** The same for all choices of one place. */
  group: string;
  label: string;
  chosen: boolean;
  disabled: boolean;
  onChoose: () => void;
  /** Shows the result of this choice. */
  children?: ReactNode;
}

/** One of several ways to decide: a radio button, and its result below. */
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

interface SideTextProps {
  base: string;
  text: string;
  mono: boolean;
}

/** One side's text of a place in prose, with the new words marked. Comparing long texts is slow, hence memo. */
export const SideText = memo(function SideText({ base, text, mono }: SideTextProps) {
  if (text.trim() === "") return <p className="text-sm text-muted-foreground">Takes this out.</p>;
  const parts = wordParts(base.trimEnd(), text.trimEnd()).filter(({ kind }) => kind !== "removed");
  // In a rewritten text the gap after the removed old text would come first, so it is left out.
  const start = parts.findIndex((part) => part.text.trim() !== "");
  return <MarkedText parts={parts.slice(start)} mono={mono} />;
});

interface SideValueProps {
  path: string;
  base: unknown;
  value: unknown;
}

/** One side's value of a field. */
export const SideValue = memo(function SideValue({ path, base, value }: SideValueProps) {
  const isStructure = [base, value].some((side) => typeof side === "object" && side !== null);
  if (isStructure) return <ValueDiff path={path} before={base} after={value} />;
  return <p className="text-sm whitespace-pre-wrap wrap-anywhere">{valueText(path, value)}</p>;
});
