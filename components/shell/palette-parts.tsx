"use client";

import { Command } from "cmdk";
import type { ReactNode } from "react";
import type { PaletteEntry } from "./palette-entries";

/** Entries of the palette below their heading. */
export function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:truncate [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  entry: PaletteEntry;
  onChoose: (entry: PaletteEntry) => void;
  /** What is shown in place of the label. */
  children?: ReactNode;
}

/** One entry. Phones have its note on a line of its own. */
export function Item({ entry, onChoose, children }: ItemProps) {
  const { key, label, icon, note, href } = entry;
  return (
    <Command.Item
      value={key}
      data-href={href}
      onSelect={() => onChoose(entry)}
      className="flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-2 text-sm data-[selected=true]:bg-accent data-[selected=true]:text-accent-foreground max-sm:flex-wrap max-sm:gap-y-1 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {icon}
      <span className="min-w-0 flex-1 truncate max-sm:basis-40">{children ?? label}</span>
      {note ? (
        <span className="min-w-0 truncate text-xs text-muted-foreground max-sm:basis-full max-sm:pl-6.5 sm:max-w-[45%]">
          {note}
        </span>
      ) : null}
    </Command.Item>
  );
}
