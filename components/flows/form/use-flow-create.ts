"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { type DefaultValues, type FieldValues, useForm } from "react-hook-form";
import { flowPathSegment } from "@/lib/flows/model/flow";
import { object, text } from "../../http/answer-shape";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { useDraft } from "../drafts/use-draft";
import { useEarlierDraft } from "../drafts/use-earlier-draft";
import { givenReason } from "../write/reason-field";
import { useFlowWrite } from "../write/use-flow-write";
import { useExpectedParts } from "./expected-parts";
import type { FlowForm } from "./flow-form";
import { focusFirstError, schemaResolver, showErrors } from "./form-errors";

interface FlowCreateOptions<Flow, Values extends object> {
  dialect: FlowForm<Flow, Values>;
  workspaceSlug: string;
  /** The person whose unsaved edits this device keeps. */
  userId: string;
}

/** Everything behind a form that creates a flow. On success it goes to the new flow's page. */
export function useFlowCreate<Flow, Values extends FieldValues>(options: FlowCreateOptions<Flow, Values>) {
  const { dialect, workspaceSlug, userId } = options;
  const segment = flowPathSegment(dialect.kind);
  const listPath = `/${workspaceSlug}/${segment}`;
  const apiPath = `/api/workspaces${listPath}`;
  const draftOf = { userId, flow: `${workspaceSlug}.${segment}.new` };
  const router = useRouter();
  const [base] = useState(() => ({ values: dialect.values(null), etag: null }));
  const [created, setCreated] = useState(false);
  const [reviewing, setReviewing] = useState(false);
  const { write, busy, outcome, setOutcome } = useFlowWrite();
  const form = useForm<Values>({
    defaultValues: base.values as DefaultValues<Values>,
    shouldFocusError: false,
    resolver: schemaResolver<Values>(
      dialect.body,
      async () => (await dialect.checks()).createSchema,
      dialect.check,
    ),
  });
  const dirty = form.formState.isDirty && !created;
  useUnsavedWarning(dirty);
  useExpectedParts(dirty, dialect);
  const earlier = useEarlierDraft(draftOf, base, form);
  const kept = useDraft({ of: draftOf, form, dirty, base, ready: earlier.decided });

  async function create(reason: string): Promise<void> {
    const answer = await write("POST", apiPath, {
      answer: object({ id: text }),
      body: dialect.body(form.getValues()),
      ...givenReason(reason),
    });
    setReviewing(false);
    if (answer.ok) {
      setCreated(true);
      router.push(`${listPath}/${answer.data.id}`);
      router.refresh();
      return;
    }
    const rest = showErrors(form, answer.problem.errors ?? []);
    setOutcome((last) => (last.kind === "refused" ? { ...last, rest } : last));
    if (rest.length === 0) focusFirstError();
  }

  return {
    dialect,
    form,
    base,
    apiPath,
    listPath,
    busy: busy || created,
    outcome,
    earlier,
    kept,
    reviewing,
    setReviewing,
    create,
  };
}
