"use client";

import { Dialog } from "radix-ui";
import { type ReactNode, useCallback, useState } from "react";
import { createPortal } from "react-dom";

interface FullScreenProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Returns whether something inside, such as an open list, used this Escape; the full screen then stays. */
  usesEscape: () => boolean;
  /** Called when the content has been moved, in either direction. */
  onMoved: () => void;
  children: ReactNode;
}

/**
 * Content that can fill the window. One and the same element moves between both places: a new editor would lose the
 * undo history and the place in the text.
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
            // Escape closes the innermost thing: first a list of completions or the find panel, then the full screen.
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
