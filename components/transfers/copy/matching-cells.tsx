"use client";

import { useState } from "react";
import type { Inventory, Named } from "@/lib/flows/transfer/flow-map";
import type { ReferenceKind } from "@/lib/flows/transfer/travel";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { PasswordInput } from "../../ui/password-input";
import { Select } from "../../ui/select";
import type { ReferenceCell } from "./matching-grid";

/** Marks the cells in which something is missing, for the key that leads from one to the next. */
export const OPEN_CELL = "data-open-cell";

const NOUNS: Record<ReferenceKind, string> = {
  call_agent: "an agent",
  omni_agent: "an agent",
  folder: "a folder",
  knowledge_base: "a knowledge base",
};

const EMPTY = "empty";
const optionOf = (to: Named | null) => (to === null ? EMPTY : `id:${to.id}`);

interface ReferenceSelectProps {
  label: string;
  kind: ReferenceKind;
  cell: ReferenceCell;
  inventory: Inventory;
  onChoose: (to: Named | null) => void;
}

/** What stands for something in a target, out of what the target has. */
export function ReferenceSelect({ label, kind, cell, inventory, onChoose }: ReferenceSelectProps) {
  const isOpen = cell.how === "open";
  const present = isOpen ? null : cell.to;
  const known = inventory[kind];
  const choices = present && !known.some(({ id }) => id === present.id) ? [present, ...known] : known;
  return (
    <Select
      aria-label={label}
      aria-invalid={isOpen || undefined}
      {...(isOpen ? { [OPEN_CELL]: "" } : {})}
      value={isOpen ? "" : optionOf(present)}
      onChange={({ target: { value } }) => {
        const to = choices.find((one) => optionOf(one) === value);
        if (to || value === EMPTY) onChoose(to ?? null);
      }}
      className="min-w-40"
    >
      {isOpen ? <option value="">{`Choose ${NOUNS[kind]}`}</option> : null}
      {choices.map((one) => (
        <option key={one.id} value={optionOf(one)}>
          {one.name || one.id}
        </option>
      ))}
      <option value={EMPTY}>Leave empty</option>
    </Select>
  );
}

interface TextCellProps {
  label: string;
  value: string;
  placeholder: string;
  onChange: (value: string) => void;
}

export function TextCell({ label, value, placeholder, onChange }: TextCellProps) {
  return (
    <Input
      aria-label={label}
      value={value}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
      className="min-w-40"
    />
  );
}

interface SecretCellProps {
  label: string;
  /** Whether the map has a value. */
  kept: boolean;
  value: string;
  onChange: (value: string) => void;
}

/** The value of a header: typed once, and never shown again. */
export function SecretCell({ label, kept, value, onChange }: SecretCellProps) {
  const [anew, setAnew] = useState(false);
  if (kept && !anew && value === "") {
    return (
      <span className="flex min-w-40 items-center gap-2 text-muted-foreground">
        Kept
        <Button size="sm" variant="link" aria-label={`Type anew: ${label}`} onClick={() => setAnew(true)}>
          Type anew
        </Button>
      </span>
    );
  }
  return (
    <PasswordInput
      aria-label={label}
      value={value}
      placeholder={kept ? "Stays as it is kept" : "Left out while empty"}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      className="min-w-40"
    />
  );
}
