"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
  type UseFormReturn,
  useForm,
} from "react-hook-form";
import { toast } from "sonner";
import type { z } from "zod";
import { sendRequest } from "../../http/send-request";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning";
import { keepMyEdits, patchFromForm } from "./form-request";
import { leaves } from "./nested-values";
import { schemaResolver } from "./schema-resolver";
import { showErrors } from "./show-errors";
import { useFlowWrite } from "./use-flow-write";

interface FlowEditorOptions<Flow, Values> {
  /** The flow's address under `/api`. */
  apiPath: string;
  flow: Flow;
  etag: string;
  requireReason: boolean;
  toValues: (flow: Flow) => Values;
  schema: z.ZodType;
  /** Gives the body that leads from one state of the form to another. */
  toPatch?: (initial: Values, current: Values) => Record<string, unknown>;
}

/** Makes a state of the flow the form's new beginning; where what was typed differs, it stays as unsaved edits. */
function takeOver<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  values: Values,
  mine: Values,
): void {
  form.reset(values);
  const theirs = new Map(leaves(values));
  for (const [name, value] of leaves(mine)) {
    if (theirs.get(name) === value) continue;
    form.setValue(name as Path<Values>, value as PathValue<Values, Path<Values>>, { shouldDirty: true });
  }
}

/** Everything behind an edit form of a flow: what it began with, saving, conflicts, unknown outcomes. */
export function useFlowEditor<Flow, Values extends FieldValues>(options: FlowEditorOptions<Flow, Values>) {
  const { apiPath, flow, etag, requireReason, toValues, schema, toPatch = patchFromForm } = options;
  const router = useRouter();
  const [base, setBase] = useState(() => ({ values: toValues(flow), etag }));
  const [reason, setReason] = useState("");
  const [reasonMissing, setReasonMissing] = useState(false);
  const { write, busy, outcome, setOutcome } = useFlowWrite();
  const form = useForm<Values>({
    defaultValues: base.values as DefaultValues<Values>,
    resolver: (values, context, hints) =>
      schemaResolver<Values>((current) => toPatch(base.values, current), schema)(values, context, hints),
  });
  const dirty = form.formState.isDirty;
  useUnsavedWarning(dirty);

  function adopt(values: Values, newEtag: string, mine: Values) {
    setBase({ values, etag: newEtag });
    takeOver(form, values, mine);
  }

  // The server rendered the page anew (a refresh). Without edits its state is simply taken over.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new state from the server counts.
  useEffect(() => {
    if (etag !== base.etag && !dirty && !busy) adopt(toValues(flow), etag, toValues(flow));
  }, [etag]);

  async function save() {
    setReasonMissing(requireReason && reason.trim() === "");
    if (requireReason && reason.trim() === "") return;
    const sent = form.getValues();
    const body = toPatch(base.values, sent);
    const why = reason.trim() === "" ? {} : { reason: reason.trim() };
    const answer = await write<Flow>("PATCH", apiPath, { body, ifMatch: base.etag, ...why });
    if (!answer.ok) {
      const rest = showErrors(form, answer.problem.errors ?? []);
      setOutcome((last) => (last.kind === "refused" ? { ...last, rest } : last));
      return;
    }
    setReason("");
    // Typing went on while the answer was under way: those keystrokes are edits of the new state.
    const values = toValues(answer.data);
    adopt(values, answer.etag ?? base.etag, keepMyEdits(sent, form.getValues(), values));
    toast.success("Saved");
    router.refresh();
  }

  /** Reads the flow as it is now and builds on it. Gives whether any edit is still unsaved, or null on failure. */
  async function loadTheirs(): Promise<boolean | null> {
    const answer = await sendRequest<Flow>("GET", apiPath);
    if (!answer.ok) {
      setOutcome({ kind: "refused", problem: answer.problem, rest: [] });
      return null;
    }
    const theirs = toValues(answer.data);
    const kept = keepMyEdits(base.values, form.getValues(), theirs);
    adopt(theirs, answer.etag ?? base.etag, kept);
    setOutcome({ kind: "none" });
    router.refresh();
    return Object.keys(toPatch(theirs, kept)).length > 0;
  }

  function discard() {
    form.reset(base.values);
    setReason("");
    setReasonMissing(false);
    setOutcome({ kind: "none" });
  }

  return { form, dirty, busy, outcome, save, loadTheirs, discard, reason, setReason, reasonMissing };
}
