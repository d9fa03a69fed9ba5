"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, FormProvider, type Path, useForm } from "react-hook-form";
import type { z } from "zod";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning";
import { Button } from "../../ui/button";
import { buttonVariants } from "../../ui/button-variants";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { placeErrors } from "./place-errors";
import { schemaResolver } from "./schema-resolver";
import { useFlowWrite } from "./use-flow-write";
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
    const { fields, rest } = placeErrors(answer.problem.errors ?? [], sent);
    for (const { name, message } of fields) form.setError(name as Path<Values>, { type: "server", message });
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
        <div className="flex flex-wrap items-end gap-3 border-t pt-4">
          <Field
            id="change-reason"
            label="Reason"
            optional={!workspace.requireReason}
            hint="Goes into the audit log."
            error={
              reasonMissing ? "This workspace asks for a reason. Say why you create this flow." : undefined
            }
            className="min-w-0 flex-1 basis-64"
          >
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={500}
                autoComplete="off"
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="mb-6.5 flex gap-2">
            <Link href={listPath} className={buttonVariants({ variant: "outline" })}>
              Cancel
            </Link>
            <Button type="submit" busy={busy || created} disabled={outcome.kind === "unknown"}>
              Create flow
            </Button>
          </div>
        </div>
      </form>
    </FormProvider>
  );
}
