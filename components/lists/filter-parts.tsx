"use client";

import { SlidersHorizontal, X } from "lucide-react";
import { Button } from "../ui/button";
import { cn } from "../ui/class-names";
import { useHydrated } from "../ui/use-hydrated";

/** Which filters a phone shows before its reader unfolds them: those that are set. */
export const FOLDED = "max-sm:hidden";

/** The looks of a filter as a chip: dashed while it is not set, solid when it is. */
export function chipClasses(isSet: boolean): string {
  return cn(
    "inline-flex h-8 min-w-0 items-center rounded-md border text-sm font-medium",
    isSet ? "border-input/60 bg-card shadow-xs" : "border-dashed border-input/70 text-muted-foreground",
  );
}

interface ChipCrossProps {
  /** The filter's name, and the words of its value where the chip has no room for them. */
  filter: string;
  className: string;
  onRemove: () => void;
}

/** Takes the value of a filter away. */
export function ChipCross({ filter, className, onRemove }: ChipCrossProps) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      aria-label={`Remove the filter ${filter}`}
      disabled={!hydrated}
      className={cn(
        "grid size-6 place-items-center rounded-sm text-muted-foreground hover:bg-muted hover:text-foreground",
        className,
      )}
      onClick={onRemove}
    >
      <X aria-hidden className="size-3.5" />
    </button>
  );
}

/** Shows and hides the filters that are not set, on a phone. */
export function UnfoldFilters({ unfolded, onToggle }: { unfolded: boolean; onToggle: () => void }) {
  return (
    <Button size="sm" variant="outline" className="sm:hidden" aria-expanded={unfolded} onClick={onToggle}>
      <SlidersHorizontal aria-hidden />
      Filters
    </Button>
  );
}
