"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, FormProvider, useForm } from "react-hook-form";
import type { z } from "zod";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning";
import { AppLink } from "../../ui/app-link";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { schemaResolver } from "./schema-resolver";
import { showErrors } from "./show-errors";
import { useFlowWrite, type WriteOutcome } from "./use-flow-write";
import { RefusedNotice, UnknownOutcomeNotice } from "./write-notices";

interface FlowCreateFormProps<Values extends FieldValues> {
  workspace: { slug: string; requireReason: boolean };
  segment: "call-flows" | "message-flows";
  values: Values;
  toBody: (values: Values) => unknown;
  schema: z.ZodType;
  children: ReactNode;
}

/** The frame of a form that creates a flow. On success it goes to the new flow's page. */
export function FlowCreateForm<Values extends FieldValues>(props: FlowCreateFormProps<Values>) {
  const { workspace, segment, values, toBody, schema, children } = props;
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [reasonMissing, setReasonMissing] = useState(false);
  const [created, setCreated] = useState(false);
  const { write, busy, outcome, setOutcome } = useFlowWrite();
  const form = useForm<Values>({
    defaultValues: values as DefaultValues<Values>,
    resolver: schemaResolver<Values>(toBody, schema),
  });
  useUnsavedWarning(form.formState.isDirty && !created);
  const listPath = `/${workspace.slug}/${segment}`;
  const workspaceApiPath = `/api/workspaces/${workspace.slug}`;
  const schemaError = form.formState.errors.root?.schema?.message;

  async function create() {
    const missing = workspace.requireReason && reason.trim() === "";
    setReasonMissing(missing);
    if (missing) return;
    const sent = form.getValues();
    const why = reason.trim() === "" ? {} : { reason: reason.trim() };
    const answer = await write<{ id: string }>("POST", `${workspaceApiPath}/${segment}`, {
      body: toBody(sent),
      ...why,
    });
    if (answer.ok) {
      setCreated(true);
      router.push(`${listPath}/${answer.data.id}`);
      router.refresh();
      return;
    }
    const rest = showErrors(form, answer.problem.errors ?? []);
    setOutcome((last) => (last.kind === "refused" ? { ...last, rest } : last));
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void form.handleSubmit(create)(event)}
        className="flex flex-col gap-5"
      >
        {children}
        <CreateFailures schemaError={schemaError} outcome={outcome} workspaceApiPath={workspaceApiPath} />
        <CreateBar
          listPath={listPath}
          busy={busy || created}
          locked={outcome.kind === "unknown"}
          reason={reason}
          onReason={setReason}
          requireReason={workspace.requireReason}
          reasonMissing={reasonMissing}
        />
      </form>
    </FormProvider>
  );
}

interface CreateBarProps {
  listPath: string;
  busy: boolean;
  /** Whether sending again could make the flow twice. */
  locked: boolean;
  reason: string;
  onReason: (reason: string) => void;
  requireReason: boolean;
  reasonMissing: boolean;
}

function CreateBar(props: CreateBarProps) {
  const { listPath, busy, locked, reason, onReason, requireReason, reasonMissing } = props;
  return (
    <div className="flex flex-wrap items-end gap-3 border-t pt-4">
      <Field
        id="change-reason"
        label="Reason"
        optional={!requireReason}
        hint="Goes into the audit log."
        error={reasonMissing ? "This workspace asks for a reason. Say why you create this flow." : undefined}
        className="min-w-0 flex-1 basis-64"
      >
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => onReason(event.target.value)}
          />
        )}
      </Field>
      <div className="mb-6.5 flex gap-2">
        <AppLink href={listPath} className={buttonVariants({ variant: "outline" })}>
          Cancel
        </AppLink>
        <Button type="submit" busy={busy} disabled={locked}>
          Create flow
        </Button>
      </div>
    </div>
  );
}

interface CreateFailuresProps {
  schemaError: string | undefined;
  outcome: WriteOutcome;
  workspaceApiPath: string;
}

function CreateFailures({ schemaError, outcome, workspaceApiPath }: CreateFailuresProps) {
  const router = useRouter();
  return (
    <>
      {schemaError ? (
        <p role="alert" className="text-sm text-destructive">
          {schemaError}
        </p>
      ) : null}
      {outcome.kind === "refused" ? <RefusedNotice problem={outcome.problem} rest={outcome.rest} /> : null}
      {outcome.kind === "unknown" ? (
        <UnknownOutcomeNotice
          workspaceApiPath={workspaceApiPath}
          changeId={outcome.changeId}
          onChecked={async () => {
            router.refresh();
            return null;
          }}
        />
      ) : null}
    </>
  );
}
