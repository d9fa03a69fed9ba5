"use client";

import type { LucideIcon } from "lucide-react";
import { Popover } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { cn } from "../ui/class-names";
import { useHydrated } from "../ui/use-hydrated";
import { ChipCross, chipClasses } from "./filter-parts";

interface FilterChipProps {
  /** The filter's name, such as "Person". */
  label: string;
  /** What the chip says while it is not set, where that is shorter. */
  short?: string;
  icon: LucideIcon;
  /** The chosen value in words; null when the filter is not set. */
  value: string | null;
  /** The whole words where the value is short, for its tooltip and for the button that removes it. */
  words?: string | undefined;
  onRemove: () => void;
  /** Whether it opens a list to choose from; else it opens a small form. */
  picks?: boolean;
  className?: string | undefined;
  /** Called when it opens and closes. */
  onOpen?: (open: boolean) => void;
  /** What it opens; gets the function that closes it. */
  children: (close: () => void) => ReactNode;
}

/** The name of a chip for a screen reader: it holds what the chip shows (WCAG 2.5.3), and no part twice. */
function nameOf(label: string, shown: string, words: string | null | undefined): string {
  const parts = [label, shown, words ?? ""].filter((part) => part !== "");
  const isPart = (part: string) => parts.some((other) => other !== part && other.includes(part));
  return [...new Set(parts)].filter((part) => part === label || !isPart(part)).join(": ");
}

/** A filter as a chip: dashed while it is not set, solid with a cross when it is. */
export function FilterChip(props: FilterChipProps) {
  const {
    label,
    short = label,
    icon: Icon,
    value,
    words = value,
    onRemove,
    picks = false,
    className,
    onOpen,
    children,
  } = props;
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const trigger = useRef<HTMLButtonElement>(null);
  const isSet = value !== null;

  function openOrClose(next: boolean) {
    setOpen(next);
    onOpen?.(next);
  }

  /** The cross disappears, and would take the focus with it. */
  function remove() {
    trigger.current?.focus();
    onRemove();
  }

  return (
    <span className={cn(chipClasses(isSet), "max-w-full", className)}>
      <Popover.Root open={open} onOpenChange={openOrClose}>
        <Popover.Trigger
          ref={trigger}
          type="button"
          {...(picks ? { role: "combobox", "aria-expanded": open } : {})}
          aria-label={isSet && picks ? label : nameOf(label, value ?? short, isSet ? words : null)}
          title={isSet ? `${label}: ${words}` : undefined}
          disabled={!hydrated}
          data-waking={hydrated ? undefined : ""}
          className={cn(
            "flex h-full min-w-0 items-center gap-1.5 rounded-md pl-2.5 hover:text-foreground [&_svg]:size-3.5 [&_svg]:shrink-0",
            isSet ? "pr-1" : "pr-2.5",
          )}
        >
          <Icon aria-hidden />
          <span className={cn("min-w-0 truncate", isSet && "max-w-44 font-normal")}>{value ?? short}</span>
        </Popover.Trigger>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={picks ? `Choose: ${label}` : label}
          className="animate-pop z-50 max-h-(--radix-popover-content-available-height) w-[min(22rem,calc(100vw-1rem))] overflow-x-hidden overflow-y-auto rounded-lg border bg-popover text-popover-foreground shadow-lg"
        >
          {children(() => openOrClose(false))}
        </Popover.Content>
      </Popover.Root>
      {isSet ? (
        <ChipCross filter={`${label}: ${words}`} className="mr-0.5 shrink-0" onRemove={remove} />
      ) : null}
    </span>
  );
}
