"use client";

import { type ReactNode, useEffect, useEffectEvent } from "react";
import { Button } from "./button";
import { EnterHint } from "./enter-hint";

interface StepBarProps {
  /** Names the bar to screen readers. */
  label: string;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  next: { words: ReactNode; disabled: boolean; busy?: boolean; onGo: () => void };
}

/** The bar that ends a step: what is chosen in words, and the way on, also by Ctrl and Enter. */
export function StepBar({ label, title, children, actions, next }: StepBarProps) {
  const { words, disabled, busy = false, onGo } = next;
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    if (disabled || busy) return;
    event.preventDefault();
    onGo();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
  return (
    <section
      aria-label={label}
      className="sticky bottom-4 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border bg-popover px-4 py-3 text-popover-foreground shadow-lg"
    >
      <div className="min-w-0 flex-1 basis-60 text-xs text-muted-foreground">
        <p role="status" className="text-sm font-semibold text-foreground">
          {title}
        </p>
        {children}
      </div>
      <div className="flex flex-wrap justify-end gap-2 max-sm:w-full">
        {actions}
        <Button
          disabled={disabled}
          busy={busy}
          onClick={onGo}
          aria-keyshortcuts="Control+Enter"
          className="max-sm:flex-1"
        >
          {words}
          <EnterHint />
        </Button>
      </div>
    </section>
  );
}
