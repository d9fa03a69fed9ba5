"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form";
import type { DraftOf } from "../../device/draft-places";
import { sendRequest } from "../../http/send-request";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { useAuthorsSince, useConflict } from "../conflict/use-conflict";
import { useDraft } from "../drafts/use-draft";
import { useEarlierDraft } from "../drafts/use-earlier-draft";
import { keepMyEdits, replaceValues } from "../values/nested-values";
import { useFlowWrite } from "../write/use-flow-write";
import { useExpectedParts } from "./expected-parts";
import type { FlowForm } from "./flow-form";
import { schemaResolver } from "./form-errors";
import type { LastSave } from "./save-bar";
import { useFlowBase, useMergedValues, useSave } from "./use-save";

interface FlowEditorOptions<Flow, Values extends object> {
  dialect: FlowForm<Flow, Values>;
  /** The flow's address under `/api`. */
  apiPath: string;
  flow: Flow;
  etag: string;
  /** Whose unsaved edits this device keeps, and of what. */
  draftOf: DraftOf;
}

/** Everything behind an edit form of a flow: its base state, drafts, review, saving, conflicts, lost answers. */
export function useFlowEditor<Flow, Values extends FieldValues>(options: FlowEditorOptions<Flow, Values>) {
  const { dialect, apiPath, flow, etag, draftOf } = options;
  const { base, rebase } = useFlowBase(flow, etag, dialect.values);
  const form = useEditForm(dialect, base.values);
  const dirty = form.formState.isDirty;
  const writing = useFlowWrite();
  const conflict = useConflict<Flow, Values>(apiPath, dialect);
  const [reviewing, setReviewing] = useState(false);
  const earlier = useEarlierDraft(draftOf, base, form);
  const authors = useAuthorsSince(apiPath, earlier.madeFrom);
  const kept = useDraft({ of: draftOf, form, dirty, base, ready: earlier.decided });
  useUnsavedWarning(dirty);
  useExpectedParts(dirty, dialect);
  const { lastSave, onSaved } = useLastSave(dirty);
  const saving = { dialect, apiPath, form, rebase, writing, conflict, settled: earlier.forget, onSaved };
  const save = useSave<Flow, Values>(saving);
  const merged = useMergedValues<Flow, Values>(saving, save);
  const reload = useReload({ ...saving, base });

  // The server rendered the page anew (a refresh). A form without edits adopts that state.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new state from the server counts.
  useEffect(() => {
    if (etag === base.etag || dirty || writing.busy) return;
    const { values } = rebase(flow, etag);
    replaceValues(form, values, values);
  }, [etag]);

  return {
    form,
    dialect,
    base,
    dirty,
    kept,
    lastSave,
    earlier,
    /** Who changed the flow since the edits of an earlier visit were made. */
    authors,
    /** Opens the merge of those edits with the changes since. */
    decideNow: () => {
      if (earlier.overlap) conflict.show({ theirs: base, merge: earlier.overlap, authors });
    },
    conflict,
    reviewing,
    setReviewing,
    reload,
    ...writing,
    ...merged,
    save: async (reason: string) => {
      await save(base, reason);
      setReviewing(false);
    },
    discard: () => {
      replaceValues(form, base.values, base.values);
      earlier.forget();
      writing.setOutcome({ kind: "none" });
    },
  };
}

/** For so long the page says that the edits were saved, unless new ones begin. */
const SAID_MS = 10_000;

function useLastSave(dirty: boolean) {
  const [lastSave, setLastSave] = useState<LastSave | null>(null);
  useEffect(() => {
    if (lastSave === null) return;
    const timer = window.setTimeout(() => setLastSave(null), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [lastSave]);
  const onSaved = (fields: number) => setLastSave({ at: Date.now(), fields });
  return { lastSave: dirty ? null : lastSave, onSaved };
}

function useEditForm<Flow, Values extends FieldValues>(dialect: FlowForm<Flow, Values>, initial: Values) {
  return useForm<Values>({
    defaultValues: initial as DefaultValues<Values>,
    // The order in which fields are registered is not the one of the page.
    shouldFocusError: false,
    resolver: schemaResolver<Values>(
      (values) => dialect.patch(initial, values),
      async () => (await dialect.checks()).updateSchema,
      dialect.check,
    ),
  });
}

type ReloadOptions<Flow, Values extends FieldValues> = Parameters<typeof useSave<Flow, Values>>[0] & {
  base: { values: Values; etag: string };
};

/**
 * Returns a function that reads the flow as it is now and builds on it, keeping all edits. The function returns whether
 * any edit is still unsaved, or null when the flow could not be read.
 */
function useReload<Flow, Values extends FieldValues>(options: ReloadOptions<Flow, Values>) {
  const { dialect, apiPath, form, rebase, writing, base } = options;
  const router = useRouter();
  return async (): Promise<boolean | null> => {
    const { answer: shape } = await dialect.checks();
    const answer = await sendRequest("GET", apiPath, { answer: shape });
    if (!answer.ok) {
      writing.setOutcome({ kind: "refused", problem: answer.problem, rest: [] });
      return null;
    }
    const theirs = rebase(answer.data, answer.etag ?? base.etag);
    const mine = keepMyEdits(base.values, form.getValues(), theirs.values);
    replaceValues(form, theirs.values, mine);
    writing.setOutcome({ kind: "none" });
    router.refresh();
    return Object.keys(dialect.patch(theirs.values, mine)).length > 0;
  };
}
