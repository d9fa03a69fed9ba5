"use client";

import { useEffect, useRef, useState } from "react";
import { cn } from "../ui/class-names";
import { DIALOG_CLASSES, OVERLAY_CLASSES } from "../ui/dialog-classes";
import { expectPart, useLatePart } from "../ui/late-part";
import type { CommandPaletteProps } from "./command-palette";
import { giveFocusBack, PALETTE_CLASSES, PALETTE_FIELD_CLASSES, paletteWords } from "./palette";

const loadPalette = () => import("./command-palette").then(({ CommandPalette }) => CommandPalette);

/** Begins to load the palette, for those who are about to open it. */
export function expectPalette(): void {
  expectPart(loadPalette);
}

/**
 * The command palette. Its script loads when it is first opened; until then a frame with its field takes what is typed, and
 * the palette goes on with that.
 */
export function PaletteFrame(props: Omit<CommandPaletteProps, "typed" | "entered">) {
  const { mode, onClose, opener } = props;
  const [typed, setTyped] = useState("");
  const [entered, setEntered] = useState(false);
  const CommandPalette = useLatePart(loadPalette, mode !== null, close);

  function close() {
    setTyped("");
    setEntered(false);
    onClose();
    if (!CommandPalette) giveFocusBack(opener);
  }

  if (CommandPalette) return <CommandPalette {...props} onClose={close} typed={typed} entered={entered} />;
  if (mode === null) return null;
  const { label, placeholder } = paletteWords(mode);
  return (
    <>
      <div aria-hidden className={OVERLAY_CLASSES} onPointerDown={close} />
      <div
        role="dialog"
        aria-modal
        aria-label={label}
        aria-busy
        className={cn(DIALOG_CLASSES, PALETTE_CLASSES)}
      >
        <FrameField
          placeholder={placeholder}
          typed={typed}
          onType={setTyped}
          onEnter={() => setEntered(true)}
          onEscape={close}
        />
      </div>
    </>
  );
}

interface FrameFieldProps {
  placeholder: string;
  typed: string;
  onType: (text: string) => void;
  onEnter: () => void;
  onEscape: () => void;
}

function FrameField({ placeholder, typed, onType, onEnter, onEscape }: FrameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <input
      ref={field}
      aria-label={placeholder}
      placeholder={placeholder}
      autoComplete="off"
      value={typed}
      onChange={(event) => onType(event.target.value)}
      onKeyDown={({ key }) => {
        if (key === "Escape") onEscape();
        if (key === "Enter") onEnter();
      }}
      className={PALETTE_FIELD_CLASSES}
    />
  );
}
