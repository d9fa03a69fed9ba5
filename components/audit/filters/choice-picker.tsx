"use client";

import { Command } from "cmdk";
import { ChevronsUpDown } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import { cn } from "../../ui/class-names";
import { CONTROL_CLASSES } from "../../ui/input";
import { PickerEntry, PickerInput } from "../../ui/picker-entry";
import { useHydrated } from "../../ui/use-hydrated";
import { findChoices, type PickerChoice } from "./picker-choice";

interface ChoicePickerProps {
  label: string;
  /** The text for no choice, such as "Anyone". */
  none: string;
  /** "" for none. */
  value: string;
  choices: readonly PickerChoice[];
  onChange: (value: string) => void;
  className?: string;
}

/** Lets the reader choose one of many things by typing a part of its name. */
export function ChoicePicker({ label, none, value, choices, onChange, className }: ChoicePickerProps) {
  const [open, setOpen] = useState(false);
  const hydrated = useHydrated();
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <div className={className}>
      <Popover.Root open={open} onOpenChange={setOpen}>
        <Popover.Trigger
          type="button"
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          disabled={!hydrated}
          data-waking={hydrated ? undefined : ""}
          className={cn(CONTROL_CLASSES, "flex h-9 items-center gap-2 text-left")}
        >
          <span className="min-w-0 flex-1 truncate">{value === "" ? none : (chosen?.label ?? value)}</span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        </Popover.Trigger>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={`Choose: ${label}`}
          className="animate-pop z-50 w-[min(22rem,calc(100vw-1rem))] overflow-hidden rounded-lg border bg-popover text-popover-foreground shadow-lg"
        >
          <ChoiceSearch
            label={label}
            none={none}
            value={value}
            choices={choices}
            onChoose={(next) => {
              setOpen(false);
              if (next !== value) onChange(next);
            }}
          />
        </Popover.Content>
      </Popover.Root>
    </div>
  );
}

interface ChoiceSearchProps extends Omit<ChoicePickerProps, "onChange" | "className"> {
  onChoose: (value: string) => void;
}

function ChoiceSearch({ label, none, value, choices, onChoose }: ChoiceSearchProps) {
  const [typed, setTyped] = useState("");
  const found = findChoices(choices, typed);
  const groups = typed.trim() === "" ? [...new Set(found.map(({ group }) => group))] : null;
  const item = (choice: PickerChoice, hint: string) => (
    <PickerEntry
      key={choice.value}
      value={choice.value}
      label={choice.label}
      hint={hint}
      chosen={choice.value === value}
      onChoose={() => onChoose(choice.value)}
    />
  );
  return (
    // cmdk's own filter ranks by single letters, which finds names that nobody meant.
    <Command shouldFilter={false} loop label={`Find: ${label}`}>
      <PickerInput value={typed} placeholder="Type to find" onChange={setTyped} />
      <Command.List label={label} className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          Nothing has that in its name.
        </Command.Empty>
        {groups ? (
          <PickerEntry
            value="none"
            label={none}
            hint=""
            chosen={value === ""}
            onChoose={() => onChoose("")}
          />
        ) : null}
        {groups
          ? groups.map((group) => (
              <Command.Group
                key={group}
                heading={group}
                className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted-foreground"
              >
                {found.filter((choice) => choice.group === group).map((choice) => item(choice, ""))}
              </Command.Group>
            ))
          : found.map((choice) => item(choice, choice.group))}
      </Command.List>
    </Command>
  );
}
