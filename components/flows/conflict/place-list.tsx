"use client";

import { Button } from "../../ui/button";
import { FieldChoice } from "./field-choice";
import type { FieldWords } from "./field-words";
import type { MergeResult } from "./merge-edits";
import type { MergePlace } from "./merge-places";
import { placeContext } from "./place-context";
import { ProseChoice } from "./prose-choice";
import type { useMergeDecisions } from "./use-merge-decisions";

interface PlaceListProps extends FieldWords {
  merge: MergeResult;
  decided: Pick<ReturnType<typeof useMergeDecisions>, "places" | "decisions" | "decide" | "decideAll">;
  disabled: boolean;
}

/** Everything that both sides changed in their own way, to be decided one by one or all at once. */
export function PlaceList({ merge, decided, disabled, labelOf, pathOf }: PlaceListProps) {
  const { places, decisions, decide, decideAll } = decided;
  const proseOf = ({ name }: MergePlace) =>
    merge.overlaps.find((overlap) => overlap.name === name)?.prose ?? [];
  return (
    <section aria-label="To decide" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">
          {places.length === 1
            ? "In one place you both made a change. Which one holds?"
            : `In ${places.length} places you both made a change. Which one holds?`}
        </h3>
        {places.length > 1 ? (
          <span className="flex gap-2">
            <Button size="sm" variant="outline" disabled={disabled} onClick={() => decideAll("theirs")}>
              All theirs
            </Button>
            <Button size="sm" variant="outline" disabled={disabled} onClick={() => decideAll("yours")}>
              All yours
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
