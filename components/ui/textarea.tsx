"use client";

import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { CONTROL_CLASSES } from "./control-classes";
import { useHydrated } from "./use-hydrated";

export function Textarea({ className, readOnly, ...rest }: ComponentProps<"textarea">) {
  const hydrated = useHydrated();
  return (
    <textarea
      className={cn(CONTROL_CLASSES, "min-h-20 py-2", className)}
      readOnly={readOnly ?? !hydrated}
      {...rest}
    />
  );
}
