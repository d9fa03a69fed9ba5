"use client";

import type { VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent } from "react";
import { buttonVariants } from "./button-variants";
import { cn } from "./class-names";
import { useHydrated } from "./use-hydrated";

interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonVariants> {
  /** Work that this button started is under way: it shows a spinner and takes no further press. */
  busy?: boolean;
}

/** Keeps a form from being submitted, too: Enter in a field presses the form's button. */
function takeNoPress(event: MouseEvent): void {
  event.preventDefault();
}

/**
 * A button. `type` is "button" by default, so that none submits a form by accident, and it waits for its script, so
 * that no press is lost. A busy button keeps the focus, which a disabled one would lose: a person who pressed it by
 * keyboard goes on from the same place.
 */
export function Button(props: ButtonProps) {
  const { className, variant, size, busy = false, disabled, children, onClick, ...rest } = props;
  const hydrated = useHydrated();
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      data-waking={hydrated || disabled || busy ? undefined : ""}
      disabled={disabled === true || !hydrated}
      onClick={busy ? takeNoPress : onClick}
      className={cn(buttonVariants({ variant, size }), className)}
      {...rest}
    >
      {busy ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
      {children}
    </button>
  );
}
