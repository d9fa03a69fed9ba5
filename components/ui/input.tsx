"use client";

import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { useHydrated } from "./use-hydrated";

// iOS zooms into a field whose text is under 16 px and stays zoomed, hence the larger text on narrow screens.
export const CONTROL_CLASSES =
  "w-full min-w-0 rounded-md border border-input bg-card px-3 text-lg text-foreground sm:text-base shadow-xs transition-colors placeholder:text-muted-foreground focus-visible:border-ring focus-visible:outline-offset-0 disabled:cursor-not-allowed not-data-waking:disabled:border-input/60 not-data-waking:disabled:bg-muted not-data-waking:disabled:text-muted-foreground data-waking:opacity-100 aria-invalid:border-destructive";

/** A text field, read-only until its script runs so that no typing is lost; `readOnly={false}` overrules that. */
export function Input({ className, readOnly, ...rest }: ComponentProps<"input">) {
  const hydrated = useHydrated();
  return (
    <input
      dir="auto"
      className={cn(CONTROL_CLASSES, "h-9", className)}
      readOnly={readOnly ?? !hydrated}
      {...rest}
    />
  );
}

export function Textarea({ className, readOnly, ...rest }: ComponentProps<"textarea">) {
  const hydrated = useHydrated();
  return (
    <textarea
      dir="auto"
      className={cn(CONTROL_CLASSES, "min-h-20 py-2", className)}
      readOnly={readOnly ?? !hydrated}
      {...rest}
    />
  );
}
