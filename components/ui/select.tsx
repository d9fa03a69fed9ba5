"use client";

import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { CONTROL_CLASSES } from "./input";
import { useHydrated } from "./use-hydrated";

/** The platform's own select: it works with every keyboard, screen reader and phone without script. */
export function Select({ className, disabled, children, ...rest }: ComponentProps<"select">) {
  const hydrated = useHydrated();
  return (
    <span className={cn("relative block", className)}>
      <select
        className={cn(CONTROL_CLASSES, "h-9 appearance-none pr-8")}
        disabled={disabled === true || !hydrated}
        data-waking={hydrated || disabled ? undefined : ""}
        {...rest}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
