"use client";

import { valueText } from "../diff/value-text";
import { ChoiceCard } from "./choice-card";
import type { MergePlace } from "./merge-places";
import type { HunkChoice } from "./merge-prose";
import { SideValue } from "./side-value";

interface FieldChoiceProps {
  place: MergePlace;
  label: string;
  path: string;
  choice: HunkChoice | undefined;
  disabled: boolean;
  onChoose: (choice: HunkChoice) => void;
}

const SIDES = [
  { side: "theirs", label: "Theirs" },
  { side: "yours", label: "Yours" },
] as const;

/** Decides about a field as a whole. */
export function FieldChoice({ place, label, path, choice, disabled, onChoose }: FieldChoiceProps) {
  const { id, base } = place;
  const isStructure = typeof base === "object" && base !== null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      {isStructure ? null : (
        <p className="mb-2 text-sm text-muted-foreground wrap-anywhere">Before: {valueText(path, base)}</p>
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        {SIDES.map(({ side, label: sideLabel }) => (
          <ChoiceCard
            key={side}
            group={id}
            label={sideLabel}
            chosen={choice === side}
            disabled={disabled}
            onChoose={() => onChoose(side)}
          >
            <SideValue path={path} base={base} value={place[side]} />
          </ChoiceCard>
        ))}
      </div>
    </fieldset>
  );
}
