"use client";

import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { ChoiceCard } from "../../flows/conflict/choice-card";
import type { MergeResult, Overlap } from "../../flows/conflict/merge-edits";
import { placesOf, type SideWords } from "../../flows/conflict/merge-places";
import { type HunkChoice, proseText } from "../../flows/conflict/merge-prose";
import { PlaceList } from "../../flows/conflict/place-list";
import { ProseDiff } from "../../flows/diff/prose-diff";
import { isWoven, withPlaces } from "./conflict-places";
import type { ItemChoice } from "./copy-choices";

interface ItemConflictsProps {
  overlaps: Overlap[];
  choice: ItemChoice;
  words: SideWords;
  /** Tells the items of a page apart. */
  itemKey: string;
  onChoose: (choice: ItemChoice) => void;
}

const EMPTY: MergeResult = {
  ...{ base: {}, theirs: {}, yours: {}, merged: {} },
  ...{ theirsOnly: [], yoursOnly: [], same: [], woven: [], overlaps: [] },
};

/** The fields that both sides have changed, to be decided one by one: longer texts place by place. */
export function ItemConflicts({ overlaps, choice, words, itemKey, onChoose }: ItemConflictsProps) {
  const woven = overlaps.filter(isWoven);
  const clashing = overlaps.filter((overlap) => !isWoven(overlap));
  // The ids name groups of radio buttons, which must be those of this item alone.
  const mine = (id: string) => `${itemKey}: ${id}`;
  const places = placesOf({ overlaps: clashing }).map((place) => ({ ...place, id: mine(place.id) }));
  const decide = (made: Record<string, HunkChoice>) => onChoose(withPlaces(overlaps, choice, made));
  const plain = (id: string) => id.slice(mine("").length);
  return (
    <div className="flex flex-col gap-4 rounded-md border border-warning/40 bg-warning-wash/40 px-4 py-3">
      {clashing.length > 0 ? (
        <PlaceList
          merge={{ ...EMPTY, overlaps: clashing }}
          decided={{
            places,
            decisions: new Map(Object.entries(choice.places ?? {}).map(([id, made]) => [mine(id), made])),
            decide: (id, made) => decide({ [plain(id)]: made }),
            decideAll: (side) => decide(Object.fromEntries(places.map(({ id }) => [plain(id), side]))),
          }}
          disabled={false}
          labelOf={fieldLabel}
          pathOf={(name) => name}
          words={words}
        />
      ) : null}
      {woven.map((overlap) => (
        <WovenChoice
          key={overlap.name}
          overlap={overlap}
          group={mine(overlap.name)}
          made={choice.places?.[overlap.name]}
          words={words}
          onChoose={(made) => decide({ [overlap.name]: made })}
        />
      ))}
    </div>
  );
}

interface WovenChoiceProps {
  overlap: Overlap;
  group: string;
  made: HunkChoice | undefined;
  words: SideWords;
  onChoose: (made: HunkChoice) => void;
}

/** A text that both sides changed in different places: both edits fit, and somebody agrees to that. */
function WovenChoice({ overlap, group, made, words, onChoose }: WovenChoiceProps) {
  const { name, theirs, prose = [] } = overlap;
  const card = (choice: "theirs" | "yours" | "both") => ({
    group,
    disabled: false,
    chosen: made === choice,
    onChoose: () => onChoose(choice),
  });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">
        {fieldLabel(name)}: {words.both} changed it in different places
      </legend>
      <div className="grid gap-2 sm:grid-cols-2">
        <ChoiceCard {...card("both")} label="Both edits">
          <ProseDiff before={String(theirs)} after={proseText(prose)} numbered={name === "/prompt"} />
        </ChoiceCard>
        <div className="flex flex-col gap-2">
          <ChoiceCard {...card("theirs")} label={words.theirs} />
          <ChoiceCard {...card("yours")} label={words.yours} />
        </div>
      </div>
    </fieldset>
  );
}
