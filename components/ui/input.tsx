"use client";

import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { CONTROL_CLASSES } from "./control-classes";
import { useHydrated } from "./use-hydrated";

/** A text field. It takes no typing before its script runs, which would lose it; `readOnly={false}` overrules that. */
export function Input({ className, readOnly, ...rest }: ComponentProps<"input">) {
  const hydrated = useHydrated();
  return (
    <input className={cn(CONTROL_CLASSES, "h-9", className)} readOnly={readOnly ?? !hydrated} {...rest} />
  );
}
