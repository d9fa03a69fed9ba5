"use client";

import { useState } from "react";
import { Textarea } from "../../ui/input";
import { MarkedText } from "../diff/marked-text";
import { ChoiceCard, SideText } from "./choice-card";
import type { MergePlace, SideWords } from "./merge-places";
import type { HunkChoice } from "./merge-prose";
import type { PlaceContext } from "./place-context";

interface ProseChoiceProps {
  place: MergePlace;
  label: string;
  context: PlaceContext;
  /** Prompts are set in a fixed width. */
  mono: boolean;
  choice: HunkChoice | undefined;
  disabled: boolean;
  words: SideWords;
  onChoose: (choice: HunkChoice) => void;
}

/** Decides about one place of a longer text: either side, both, or written by hand. */
export function ProseChoice(props: ProseChoiceProps) {
  const { place, label, context, mono, choice, disabled, words, onChoose } = props;
  const [base, theirs, yours] = [place.base, place.theirs, place.yours].map(String) as [
    string,
    string,
    string,
  ];
  const byHand = typeof choice === "object" ? choice.text : null;
  // What was written stays for whoever comes back to it after another choice.
  const [written, setWritten] = useState(yours.replace(/\n$/, ""));
  const card = { group: place.id, disabled };
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">
        {context.line === null ? label : `${label}, line ${context.line}`}
      </legend>
      <Surroundings base={base} context={context} mono={mono} both={words.bothOfThem} />
      <div className="grid gap-2 sm:grid-cols-2">
        <ChoiceCard
          {...card}
          label={words.theirs}
          chosen={choice === "theirs"}
          onChoose={() => onChoose("theirs")}
        >
          <SideText base={base} text={theirs} mono={mono} />
        </ChoiceCard>
        <ChoiceCard
          {...card}
          label={words.yours}
          chosen={choice === "yours"}
          onChoose={() => onChoose("yours")}
        >
          <SideText base={base} text={yours} mono={mono} />
        </ChoiceCard>
        {theirs.trim() !== "" && yours.trim() !== "" ? (
          <ChoiceCard
            {...card}
            label={words.bothKept}
            chosen={choice === "both"}
            onChoose={() => onChoose("both")}
          />
        ) : null}
        <ChoiceCard
          {...card}
          label="Write it by hand"
          chosen={byHand !== null}
          onChoose={() => onChoose({ text: written })}
        />
      </div>
      {byHand === null ? null : (
        <Textarea
          aria-label={`${label}: your wording`}
          value={byHand}
          rows={Math.min(8, byHand.split("\n").length + 1)}
          disabled={disabled}
          onChange={(event) => {
            setWritten(event.target.value);
            onChoose({ text: event.target.value });
          }}
          className="mt-2"
        />
      )}
    </fieldset>
  );
}

/** The text of the place before both edits, between the words around it. */
function Surroundings(props: { base: string; context: PlaceContext; mono: boolean; both: string }) {
  const { base, context, mono, both } = props;
  const text = base.trimEnd();
  return (
    <div className="mb-2 flex flex-col gap-1 border-l-2 pl-3 text-sm text-muted-foreground wrap-anywhere">
      {context.before === "" ? null : <p>{context.before}</p>}
      {text === "" ? (
        <p className="text-foreground italic">Here {both} added text.</p>
      ) : (
        <div>
          <p className="font-medium">Before</p>
          <MarkedText parts={[{ kind: "same", text }]} mono={mono} />
        </div>
      )}
      {context.after === "" ? null : <p>{context.after}</p>}
    </div>
  );
}
