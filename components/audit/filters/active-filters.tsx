"use client";

import { X } from "lucide-react";
import type { MouseEvent } from "react";
import { Button } from "../../ui/button";
import type { FilterChip } from "./filter-chips";

interface ActiveFiltersProps {
  chips: FilterChip[];
  onRemove: (chip: FilterChip) => void;
  onClear: () => void;
}

/**
 * Moves the focus from a button that is about to disappear to the filter beside it, or else to the search field. A
 * pointer needs no focus, and on a phone the field would open its keyboard.
 */
function passFocusOn({ currentTarget, detail }: MouseEvent<HTMLButtonElement>) {
  if (detail > 0) return;
  const item = currentTarget.closest("li");
  const beside = item?.nextElementSibling ?? item?.previousElementSibling;
  const next = beside?.querySelector("button") ?? currentTarget.closest("search")?.querySelector("input");
  next?.focus();
}

/** The filters in use, in words; each has a button that removes it. */
export function ActiveFilters({ chips, onRemove, onClear }: ActiveFiltersProps) {
  if (chips.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <ul aria-label="Filters in use" className="contents">
        {chips.map((chip) => (
          <li key={chip.clears.join()} className="max-w-full min-w-0">
            <Button
              size="sm"
              variant="secondary"
              className="h-auto min-h-7 max-w-full py-0.5 text-left whitespace-normal"
              aria-label={`Remove the filter ${chip.label}: ${chip.text}`}
              onClick={(event) => {
                passFocusOn(event);
                onRemove(chip);
              }}
            >
              <span className="min-w-0 wrap-anywhere">
                <span className="font-normal">{chip.label}:</span> {chip.text}
              </span>
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        variant="ghost"
        className="h-7"
        onClick={(event) => {
          passFocusOn(event);
          onClear();
        }}
      >
        Clear all
      </Button>
    </div>
  );
}
