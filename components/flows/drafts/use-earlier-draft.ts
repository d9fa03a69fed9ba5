"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { type MergeResult, mergeEdits } from "@/components/flows/conflict/merge-edits";
import type { DraftOf } from "../../device/draft-places";
import { editedFields, keepMyEdits, replaceValues } from "../values/nested-values";
import { type Draft, hasWebhooks } from "./draft";
import { type FoundDraft, readDraft } from "./draft-store";

export interface EarlierDraft {
  /** The time at which the restored edits were kept (ISO 8601); null for none. */
  restoredFrom: string | null;
  /** Whether the flow had changed meanwhile, and both sides' edits are in the form now. */
  merged: boolean;
  /** Whether secrets that drafts leave out must be typed again. */
  lacksSecrets: boolean;
  /** Whether kept edits wait for a decision, since they overlap with newer changes. */
  waiting: boolean;
  /** The entity tag of the state that the edits were made from, where the flow has changed since; else null. */
  madeFrom: string | null;
  /** Edits that are kept and could not be opened: not now, or never again; null for none. */
  shut: { state: "unreachable" | "lost"; savedAt: string } | null;
}

const NONE: EarlierDraft = {
  restoredFrom: null,
  merged: false,
  lacksSecrets: false,
  waiting: false,
  madeFrom: null,
  shut: null,
};

/**
 * Puts edits that an earlier visit left unsaved on this device back into the form, merged where the flow changed
 * meanwhile. Only a person can decide about overlapping edits: they wait until somebody asks for the merge, since the page
 * itself is what was opened.
 */
export function useEarlierDraft<Values extends FieldValues>(
  { userId, flow }: DraftOf,
  base: { values: Values; etag: string | null },
  form: UseFormReturn<Values>,
) {
  const [earlier, setEarlier] = useState(NONE);
  const [overlap, setOverlap] = useState<MergeResult<Values> | null>(null);
  const [read, setRead] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const present = useRef(base);
  present.current = base;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the form appears, and when somebody asks again.
  useEffect(() => {
    let gone = false;
    void readDraft<Values>({ userId, flow }).then((found) => {
      if (gone) return;
      takeIn(found);
      setRead(true);
    });
    return () => {
      gone = true;
    };
  }, [userId, flow, attempt]);

  function takeIn(found: FoundDraft<Values>) {
    if (found.state === "none") setEarlier(NONE);
    else if (found.state === "open") putBack(found.draft);
    else setEarlier({ ...NONE, shut: found });
  }

  function putBack(draft: Draft<Values>) {
    const base = present.current;
    const moved = draft.etag !== base.etag;
    const merge = moved ? mergeEdits(draft.base, base.values, draft.values) : null;
    if (merge && merge.overlaps.length > 0) {
      setEarlier({ ...NONE, restoredFrom: draft.savedAt, waiting: true, madeFrom: draft.etag });
      setOverlap(merge);
      return;
    }
    const values = merge?.merged ?? keepMyEdits(draft.base, draft.values, base.values);
    if (editedFields(base.values, values).length === 0) return setEarlier(NONE);
    // What was typed while the draft was being opened stays, but in the fields that the draft has.
    replaceValues(form, base.values, keepMyEdits(base.values, values, form.getValues()));
    const lacksSecrets = hasWebhooks(values) && values.webhooks.some(({ headers }) => headers.length > 0);
    const madeFrom = moved ? draft.etag : null;
    setEarlier({ ...NONE, restoredFrom: draft.savedAt, merged: moved, lacksSecrets, madeFrom });
  }

  return {
    ...earlier,
    /** Whether the kept edits need no decision any more, so that new ones may replace them. */
    decided: read && !earlier.waiting && earlier.shut?.state !== "unreachable",
    /** The merge that waits for a decision; null for none. */
    overlap,
    /** Opens edits that could not be opened before. */
    retry: () => setAttempt((last) => last + 1),
    forget: () => {
      setEarlier(NONE);
      setOverlap(null);
    },
  };
}
