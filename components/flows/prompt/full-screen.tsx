"use client";

import { Dialog } from "radix-ui";
import { type ReactNode, useCallback, useState } from "react";
import { createPortal } from "react-dom";

interface FullScreenProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Whether something inside used this Escape for itself, such as an open list; then the screen stays. */
  usesEscape: () => boolean;
  /** Called when the content has been moved, in either direction. */
  onMoved: () => void;
  children: ReactNode;
}

/**
 * Content that can fill the window. It is one and the same element in both places: an editor made anew would forget
 * what can be undone, and where one was in the text.
 */
export function FullScreen({ open, onOpenChange, title, usesEscape, onMoved, children }: FullScreenProps) {
  const [box] = useState(() => {
    const element = document.createElement("div");
    element.className = "flex h-full min-h-0 min-w-0 flex-col gap-1.5";
    return element;
  });
  const place = useCallback((slot: HTMLDivElement | null) => slot?.append(box), [box]);
  const takeFocus = (event: Event) => {
    event.preventDefault();
    onMoved();
  };
  return (
    <>
      {open ? null : <div ref={place} className="min-w-0" />}
      <Dialog.Root open={open} onOpenChange={onOpenChange}>
        <Dialog.Portal>
          <Dialog.Content
            aria-describedby={undefined}
            className="fixed inset-0 z-50 flex flex-col gap-2 bg-background p-3 text-foreground sm:p-5"
            onOpenAutoFocus={takeFocus}
            onCloseAutoFocus={takeFocus}
            // Escape closes what is innermost: first a list of completions or the find panel, then this.
            onEscapeKeyDown={(event) => {
              if (usesEscape()) event.preventDefault();
            }}
          >
            <Dialog.Title className="text-base font-semibold">{title}</Dialog.Title>
            <div ref={place} className="min-h-0 min-w-0 flex-1" />
          </Dialog.Content>
        </Dialog.Portal>
      </Dialog.Root>
      {createPortal(children, box)}
    </>
  );
}
