"use client";

import type { VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./class-names";
import { useHydrated } from "./use-hydrated";

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Work that this button started is under way: it shows a spinner and takes no further press. */
  busy?: boolean;
}

/**
 * A button. `type` is "button" unless told otherwise, so that none submits a form by accident, and it waits
 * for its script, so that no press is lost.
 */
export function Button({ className, variant, size, busy = false, disabled, children, ...rest }: ButtonProps) {
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      data-waking={hydrated || disabled || busy ? undefined : ""}
      disabled={disabled === true || busy || !hydrated}
      className={cn(buttonVariants({ variant, size }), className)}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}
