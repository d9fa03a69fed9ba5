"use client";

import { useEffect, useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { deviceStorage } from "../../ui/device-storage";
import { deleteDraft, deleteOldDrafts, writeDraft } from "./draft-store";

const PAUSE_MS = 400;

interface DraftOptions<Values extends FieldValues> {
  key: string;
  form: UseFormReturn<Values>;
  dirty: boolean;
  /** The state that the edits build on. */
  base: { values: Values; etag: string | null };
  /** False until the decision about an earlier draft, so that the new draft doesn't replace it before. */
  ready: boolean;
}

/**
 * Keeps edits on this device, a moment after each one, and at once when the page is hidden or closed. Deletes the draft
 * when nothing is unsaved any more.
 * @returns whether the present edits are kept
 */
export function useDraft<Values extends FieldValues>(options: DraftOptions<Values>): boolean {
  const { key, form, dirty, ready, base } = options;
  const [kept, setKept] = useState(false);
  const latest = useRef(base);
  latest.current = base;

  useEffect(() => {
    const storage = deviceStorage();
    if (storage) deleteOldDrafts(storage, Date.now());
  }, []);

  useEffect(() => {
    if (!ready) return;
    const storage = deviceStorage();
    if (!dirty) {
      deleteDraft(storage, key);
      setKept(false);
      return;
    }
    let timer: number | undefined;
    const keep = () => {
      window.clearTimeout(timer);
      timer = undefined;
      const { values, etag } = latest.current;
      const savedAt = new Date().toISOString();
      setKept(writeDraft(storage, key, { savedAt, etag, base: values, values: form.getValues() }));
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(keep, PAUSE_MS);
    };
    const now = () => {
      if (timer !== undefined) keep();
    };
    soon();
    const unsubscribe = form.subscribe({ formState: { values: true }, callback: soon });
    window.addEventListener("pagehide", now);
    document.addEventListener("visibilitychange", now);
    return () => {
      now();
      unsubscribe();
      window.removeEventListener("pagehide", now);
      document.removeEventListener("visibilitychange", now);
    };
  }, [key, dirty, ready, form]);

  return kept;
}
