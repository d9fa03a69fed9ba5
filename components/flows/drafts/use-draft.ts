"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { DraftOf } from "../../device/draft-places";
import { onSignOutElsewhere } from "../../device/sign-out-mark";
import { deleteDraft, type KeptIn, keepDraft } from "./draft-store";

/** Edits are sealed at every pause, however short: at the end of a page there may be no time for it. */
const PAUSE_MS = 250;
/** Somebody who types without a pause has their edits sealed so often. */
const LONGEST_MS = 2_000;

interface DraftOptions<Values extends FieldValues> {
  of: DraftOf;
  form: UseFormReturn<Values>;
  dirty: boolean;
  /** The state that the edits build on. */
  base: { values: Values; etag: string | null };
  /** False until the decision about an earlier draft, so that the new draft doesn't replace it before. */
  ready: boolean;
}

/**
 * Keeps edits, a moment after each one, and at once when the page is hidden or about to close: the browser's own question
 * before that leaves time to seal them. Deletes the draft when nothing is unsaved any more.
 * @returns where the present edits are kept
 */
export function useDraft<Values extends FieldValues>(options: DraftOptions<Values>): KeptIn {
  const { of, form, dirty, ready, base } = options;
  const { userId, flow } = of;
  const [kept, setKept] = useState<KeptIn>(null);
  const latest = useRef(base);
  latest.current = base;

  useEffect(() => onSignOutElsewhere(() => setKept(null)), []);

  useEffect(() => {
    if (!ready) return;
    if (!dirty) {
      void deleteDraft({ userId, flow });
      setKept(null);
      return;
    }
    let timer: number | undefined;
    /** When the oldest edit that is not kept yet was made; null for none. */
    let since: number | null = null;
    /** Whether the last attempt failed. The next edit, or the end of the page, is another occasion. */
    let failed = false;
    let gone = false;
    const keep = async () => {
      window.clearTimeout(timer);
      since = null;
      const { values, etag } = latest.current;
      const savedAt = new Date().toISOString();
      const where = await keepDraft(
        { userId, flow },
        { savedAt, etag, base: values, values: form.getValues() },
      );
      if (gone || where === "superseded") return;
      failed = where === null;
      setKept(where);
    };
    const soon = () => {
      since ??= Date.now();
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void keep(), Math.min(PAUSE_MS, since + LONGEST_MS - Date.now()));
    };
    const now = () => {
      if (since !== null || failed) void keep();
    };
    soon();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: soon });
    const ends = ["beforeunload", "pagehide"] as const;
    for (const end of ends) window.addEventListener(end, now);
    document.addEventListener("visibilitychange", now);
    return () => {
      now();
      gone = true;
      window.clearTimeout(timer);
      unsubscribe();
      for (const end of ends) window.removeEventListener(end, now);
      document.removeEventListener("visibilitychange", now);
    };
  }, [userId, flow, dirty, ready, form]);

  return kept;
}
