"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { toast } from "sonner";
import type { useConflict } from "../conflict/use-conflict";
import { givenReason } from "../review/given-reason";
import type { FlowForm } from "./flow-form";
import { keepMyEdits } from "./form-request";
import { replaceValues } from "./replace-values";
import { showErrors } from "./show-errors";
import type { FlowBase } from "./use-flow-base";
import type { useFlowWrite } from "./use-flow-write";

export interface SaveOptions<Flow, Values extends FieldValues> {
  dialect: FlowForm<Flow, Values>;
  apiPath: string;
  form: UseFormReturn<Values>;
  rebase: (flow: Flow, etag: string) => FlowBase<Flow, Values>;
  writing: ReturnType<typeof useFlowWrite>;
  conflict: ReturnType<typeof useConflict<Flow, Values>>;
  /** Runs when edits that were kept from an earlier visit are saved, or in the form for good. */
  settled: () => void;
}

/** Sends what leads from a state of the flow to what the form holds, and puts what came of it where it belongs. */
export function useSave<Flow, Values extends FieldValues>(options: SaveOptions<Flow, Values>) {
  const { dialect, apiPath, form, rebase, writing, conflict, settled } = options;
  const router = useRouter();
  const lastReason = useRef("");

  async function save(from: { values: Values; etag: string }, reason = lastReason.current): Promise<void> {
    lastReason.current = reason;
    const sent = form.getValues();
    const answer = await writing.write("PATCH", apiPath, {
      answer: dialect.answer,
      body: dialect.patch(from.values, sent),
      ifMatch: from.etag,
      ...givenReason(reason),
    });
    if (answer.ok) {
      const saved = rebase(answer.data, answer.etag ?? from.etag);
      // Typing went on while the answer was under way: those keystrokes are edits of the new state.
      replaceValues(form, saved.values, keepMyEdits(sent, form.getValues(), saved.values));
      conflict.close();
      settled();
      toast.success("Saved");
      router.refresh();
    } else if (answer.problem.status === 412) {
      const failure = await conflict.open(from, sent);
      writing.setOutcome(failure ? { kind: "refused", problem: failure, rest: [] } : { kind: "none" });
    } else {
      conflict.close();
      const rest = showErrors(form, answer.problem.errors ?? []);
      writing.setOutcome((last) => (last.kind === "refused" ? { ...last, rest } : last));
    }
  }

  return save;
}
