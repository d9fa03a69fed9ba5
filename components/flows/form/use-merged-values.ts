"use client";

import { useRouter } from "next/navigation";
import type { FieldValues } from "react-hook-form";
import { toast } from "sonner";
import { replaceValues } from "./replace-values";
import type { SaveOptions } from "./use-save";

/** What a person can do with a merge: save it at once, or take it into the form and go on editing. */
export function useMergedValues<Flow, Values extends FieldValues>(
  options: SaveOptions<Flow, Values>,
  save: (from: { values: Values; etag: string }) => Promise<void>,
) {
  const { dialect, form, rebase, conflict, settled } = options;
  const router = useRouter();

  /** Builds on their state, with the merged values as unsaved edits. */
  function take(merged: Values): { values: Values; etag: string } | null {
    if (!conflict.conflict) return null;
    const { flow, etag } = conflict.conflict.theirs;
    const theirs = rebase(flow, etag);
    replaceValues(form, theirs.values, merged);
    settled();
    return theirs;
  }

  async function saveMerged(merged: Values): Promise<void> {
    const theirs = take(merged);
    if (!theirs) return;
    if (Object.keys(dialect.patch(theirs.values, merged)).length > 0) return await save(theirs);
    conflict.close();
    toast.success("Nothing is left to save: the flow says so already");
    router.refresh();
  }

  function keepEditing(merged: Values): void {
    take(merged);
    conflict.close();
    router.refresh();
  }

  return { saveMerged, keepEditing };
}
