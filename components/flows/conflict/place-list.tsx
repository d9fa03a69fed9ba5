"use client";

import { Button } from "../../ui/button";
import { valueText } from "../diff/value-text";
import { ChoiceCard, SideValue } from "./choice-card";
import type { MergeResult } from "./merge-edits";
import { type FieldWords, type MergePlace, OWN_EDIT, type SideWords } from "./merge-places";
import type { HunkChoice } from "./merge-prose";
import { placeContext } from "./place-context";
import { ProseChoice } from "./prose-choice";
import type { useMergeDecisions } from "./use-merge-decisions";

interface PlaceListProps extends FieldWords {
  merge: MergeResult;
  decided: Pick<ReturnType<typeof useMergeDecisions>, "places" | "decisions" | "decide" | "decideAll">;
  disabled: boolean;
  /** What the two sides are called; without it, yours is the edit of this form. */
  words?: SideWords;
}

/** All places that both sides changed in different ways, to be decided one by one or all at once. */
export function PlaceList(props: PlaceListProps) {
  const { merge, decided, disabled, labelOf, pathOf, words = OWN_EDIT } = props;
  const { places, decisions, decide, decideAll } = decided;
  const proseOf = ({ name }: MergePlace) =>
    merge.overlaps.find((overlap) => overlap.name === name)?.prose ?? [];
  return (
    <section aria-label="To decide" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">
          {places.length === 1
            ? `In one place ${words.both} made a change. Which one holds?`
            : `In ${places.length} places ${words.both} made a change. Which one holds?`}
        </h3>
        {places.length > 1 ? (
          <span className="flex gap-2">
            <Button size="sm" variant="outline" disabled={disabled} onClick={() => decideAll("theirs")}>
              {words.allTheirs}
            </Button>
            <Button size="sm" variant="outline" disabled={disabled} onClick={() => decideAll("yours")}>
              {words.allYours}
            </Button>
          </span>
        ) : null}
      </div>
      {places.map((place) => {
        const shared = {
          place,
          label: labelOf(place.name),
          choice: decisions.get(place.id),
          disabled,
          words,
          onChoose: (choice: Parameters<typeof decide>[1]) => decide(place.id, choice),
        };
        return place.hunk === null ? (
          <FieldChoice key={place.id} {...shared} path={pathOf(place.name)} />
        ) : (
          <ProseChoice
            key={place.id}
            {...shared}
            context={placeContext(proseOf(place), place.hunk)}
            mono={pathOf(place.name) === "/prompt"}
          />
        );
      })}
    </section>
  );
}

interface FieldChoiceProps {
  place: MergePlace;
  label: string;
  path: string;
  choice: HunkChoice | undefined;
  disabled: boolean;
  words: SideWords;
  onChoose: (choice: HunkChoice) => void;
}

const SIDES = ["theirs", "yours"] as const;

/** Decides about a field as a whole. */
function FieldChoice({ place, label, path, choice, disabled, words, onChoose }: FieldChoiceProps) {
  const { id, base } = place;
  const isStructure = typeof base === "object" && base !== null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">{label}</legend>
      {isStructure ? null : (
        <p className="mb-2 text-sm text-muted-foreground wrap-anywhere">Before: {valueText(path, base)}</p>
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        {SIDES.map((side) => (
          <ChoiceCard
            key={side}
            group={id}
            label={words[side]}
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
