"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { toast } from "../../ui/toast";
import type { useConflict } from "../conflict/use-conflict";
import { editedFields, keepMyEdits, replaceValues } from "../values/nested-values";
import { givenReason } from "../write/reason-field";
import type { useFlowWrite } from "../write/use-flow-write";
import type { FlowForm } from "./flow-form";
import { focusFirstError, showErrors } from "./form-errors";

/** A state of a flow that the server sent. */
interface FlowBase<Flow, Values> {
  flow: Flow;
  etag: string;
  values: Values;
}

/** The base of an edit form: the flow's state that it began with, or the one that it adopted since. */
export function useFlowBase<Flow, Values>(flow: Flow, etag: string, toValues: (flow: Flow) => Values) {
  const [base, setBase] = useState<FlowBase<Flow, Values>>(() => ({ flow, etag, values: toValues(flow) }));

  /** Adopts a state; returns it with the form's values of it. */
  function rebase(next: Flow, nextEtag: string): FlowBase<Flow, Values> {
    const state = { flow: next, etag: nextEtag, values: toValues(next) };
    setBase(state);
    return state;
  }

  return { base, rebase };
}

interface SaveOptions<Flow, Values extends FieldValues> {
  dialect: FlowForm<Flow, Values>;
  apiPath: string;
  form: UseFormReturn<Values>;
  rebase: (flow: Flow, etag: string) => FlowBase<Flow, Values>;
  writing: ReturnType<typeof useFlowWrite>;
  conflict: ReturnType<typeof useConflict<Flow, Values>>;
  /** Called when the draft of an earlier visit isn't needed any more: its edits are saved, or in the form. */
  settled: () => void;
  /** Called with the number of fields that were saved. */
  onSaved: (fields: number) => void;
}

/** Sends the changes from a state of the flow to the form's values, and shows the outcome where it belongs. */
export function useSave<Flow, Values extends FieldValues>(options: SaveOptions<Flow, Values>) {
  const { dialect, apiPath, form, rebase, writing, conflict, settled, onSaved } = options;
  const router = useRouter();
  const lastReason = useRef("");

  async function save(from: { values: Values; etag: string }, reason = lastReason.current): Promise<void> {
    lastReason.current = reason;
    const sent = form.getValues();
    const { answer: shape } = await dialect.checks();
    const answer = await writing.write("PATCH", apiPath, {
      answer: shape,
      body: dialect.patch(from.values, sent),
      ifMatch: from.etag,
      ...givenReason(reason),
    });
    if (answer.ok) {
      const saved = rebase(answer.data, answer.etag ?? from.etag);
      // Keystrokes that came while the answer was under way are edits of the new state.
      replaceValues(form, saved.values, keepMyEdits(sent, form.getValues(), saved.values));
      conflict.close();
      settled();
      onSaved(editedFields(from.values, sent).length);
      router.refresh();
    } else if (answer.problem.status === 412) {
      const failure = await conflict.open(from, sent);
      writing.setOutcome(failure ? { kind: "refused", problem: failure, rest: [] } : { kind: "none" });
    } else {
      conflict.close();
      const rest = showErrors(form, answer.problem.errors ?? []);
      writing.setOutcome((last) => (last.kind === "refused" ? { ...last, rest } : last));
      if (rest.length === 0) focusFirstError();
    }
  }

  return save;
}

/** The two ways to use a merge: save it at once, or take it into the form and go on editing. */
export function useMergedValues<Flow, Values extends FieldValues>(
  options: SaveOptions<Flow, Values>,
  save: (from: { values: Values; etag: string }) => Promise<void>,
) {
  const { dialect, form, rebase, conflict, settled } = options;
  const router = useRouter();

  /** Builds on the other person's state, with the merged values as unsaved edits. */
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
