"use client";

import { useMemo, useState } from "react";
import { sameJson } from "@/lib/json/json-value";
import type { MergeResult } from "./merge-edits";
import { type MergeDecisions, placesOf, settleMerge } from "./merge-places";
import type { HunkChoice } from "./merge-prose";

/** Keeps a person's decisions about a merge, with the values that follow from them. */
export function useMergeDecisions<Values extends object>(merge: MergeResult<Values>) {
  const [decisions, setDecisions] = useState<MergeDecisions>(new Map());
  const places = useMemo(() => placesOf(merge), [merge]);
  const merged = useMemo(() => settleMerge(merge, decisions), [merge, decisions]);
  const open = places.filter(({ id }) => !decisions.has(id)).length;

  function decide(id: string, choice: HunkChoice) {
    setDecisions((made) => new Map(made).set(id, choice));
  }

  function decideAll(side: "theirs" | "yours") {
    setDecisions(new Map(places.map(({ id }) => [id, side])));
  }

  return {
    decisions,
    places,
    merged,
    /** The number of undecided places. */
    open,
    /** Whether the merged values are saved already. */
    nothingToSave: open === 0 && sameJson(merged, merge.theirs),
    decide,
    decideAll,
  };
}
