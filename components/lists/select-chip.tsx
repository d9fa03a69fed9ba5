"use client";

import { ChevronDown, type LucideIcon } from "lucide-react";
import { useRef } from "react";
import { cn } from "../ui/class-names";
import { useHydrated } from "../ui/use-hydrated";
import { ChipCross, chipClasses } from "./filter-parts";

interface SelectChipProps {
  /** The filter's name, such as "State". */
  label: string;
  /** The words for "no filter", such as "Any state". */
  none: string;
  icon: LucideIcon;
  /** The chosen value; empty while the filter is not set. */
  value: string;
  choices: { value: string; label: string }[];
  onChange: (value: string) => void;
  className?: string | undefined;
}

/**
 * A filter with few values as a chip: dashed while it is not set, solid with a cross when it is. It is the platform's
 * own select, which works with every keyboard and phone and costs a first visit nothing.
 */
export function SelectChip({
  label,
  none,
  icon: Icon,
  value,
  choices,
  onChange,
  className,
}: SelectChipProps) {
  const hydrated = useHydrated();
  const select = useRef<HTMLSelectElement>(null);
  const isSet = value !== "";

  /** The cross disappears, and would take the focus with it. */
  function remove() {
    select.current?.focus();
    onChange("");
  }

  return (
    <span
      className={cn(
        chipClasses(isSet),
        "relative focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-ring",
        className,
      )}
    >
      <Icon aria-hidden className="pointer-events-none absolute left-2.5 size-3.5" />
      <select
        ref={select}
        aria-label={label}
        value={value}
        disabled={!hydrated}
        data-waking={hydrated ? undefined : ""}
        className={cn(
          "h-full max-w-48 min-w-0 field-sizing-content cursor-pointer appearance-none truncate rounded-md bg-transparent pl-8 outline-none hover:text-foreground data-waking:opacity-100 [&>option]:bg-popover [&>option]:text-popover-foreground",
          isSet ? "pr-8 font-normal" : "pr-7",
        )}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{isSet ? none : label}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {isSet ? (
        <ChipCross filter={label} className="absolute right-0.5" onRemove={remove} />
      ) : (
        <ChevronDown aria-hidden className="pointer-events-none absolute right-2 size-3.5" />
      )}
    </span>
  );
}
