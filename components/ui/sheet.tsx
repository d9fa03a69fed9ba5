"use client";

import { X } from "lucide-react";
import { Dialog as DialogPrimitive } from "radix-ui";
import type { ReactNode } from "react";
import { OVERLAY_CLASSES } from "./dialog-classes";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  label: string;
  children: ReactNode;
}

/** A drawer from the left edge, for the sidebar on narrow screens. */
export function Sheet({ open, onOpenChange, label, children }: SheetProps) {
  return (
    <DialogPrimitive.Root open={open} onOpenChange={onOpenChange}>
      <DialogPrimitive.Portal>
        <DialogPrimitive.Overlay className={OVERLAY_CLASSES} />
        <DialogPrimitive.Content
          aria-describedby={undefined}
          className="animate-slide-in fixed inset-y-0 left-0 z-50 w-[min(18rem,85vw)] bg-sidebar text-sidebar-foreground shadow-xl"
        >
          <DialogPrimitive.Title className="sr-only">{label}</DialogPrimitive.Title>
          {children}
          <DialogPrimitive.Close
            aria-label="Close menu"
            className="absolute top-3 -right-11 grid size-9 place-items-center rounded-full bg-sidebar text-sidebar-foreground focus-visible:outline-sidebar-ring"
          >
            <X aria-hidden className="size-4" />
          </DialogPrimitive.Close>
        </DialogPrimitive.Content>
      </DialogPrimitive.Portal>
    </DialogPrimitive.Root>
  );
}
