"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "../../ui/class-names";

interface DisclosureProps {
  summary: ReactNode;
  /** Opens the part once when it becomes true: nobody would see an error in a folded part. */
  demanding?: boolean;
  initiallyOpen?: boolean;
  className?: string;
  summaryClassName?: string;
  children: ReactNode;
}

/** A part that is folded until somebody wants to see it. */
export function Disclosure({
  summary,
  demanding = false,
  initiallyOpen = false,
  className,
  summaryClassName,
  children,
}: DisclosureProps) {
  const [open, setOpen] = useState(initiallyOpen);
  useEffect(() => {
    if (demanding) setOpen(true);
  }, [demanding]);
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className={cn("group/fold", className)}
    >
      <summary
        className={cn(
          "flex list-none items-start gap-2 rounded-md text-sm hover:bg-muted/60 [&::-webkit-details-marker]:hidden",
          summaryClassName,
        )}
      >
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-muted-foreground transition-transform group-open/fold:rotate-90"
        />
        <span className="min-w-0 flex-1">{summary}</span>
      </summary>
      {children}
    </details>
  );
}
