"use client";

import { Command } from "cmdk";
import { useState } from "react";
import { PickerEntry, PickerInput } from "../../ui/picker-entry";
import { findChoices, type PickerChoice } from "./picker-choice";

interface ChoiceSearchProps {
  label: string;
  /** The text for no choice, such as "Anyone". */
  none: string;
  /** "" for none. */
  value: string;
  choices: readonly PickerChoice[];
  onChoose: (value: string) => void;
}

/** The key of the entry for no choice; no filter has a blank in its values. */
const NONE = "no choice";

/** Lets the reader choose one of many things by typing a part of its name. */
export function ChoiceSearch({ label, none, value, choices, onChoose }: ChoiceSearchProps) {
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
    // The list opens at the chosen entry, so that Enter right away changes nothing.
    <Command shouldFilter={false} loop label={`Find: ${label}`} defaultValue={value === "" ? NONE : value}>
      <PickerInput value={typed} placeholder="Type to find" onChange={setTyped} />
      <Command.List label={label} className="max-h-72 overflow-y-auto p-1">
        <Command.Empty className="px-3 py-6 text-center text-sm text-muted-foreground">
          Nothing has that in its name.
        </Command.Empty>
        {groups ? (
          <PickerEntry
            value={NONE}
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
