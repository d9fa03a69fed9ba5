"use client";

import { useCallback, useMemo, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import { documentShape } from "@/components/flows/json/json-document-shape";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { RawJsonPanel } from "../json/raw-json-panel";
import { RequestPreview } from "../review/request-preview";
import { FormLayout, type FormSections } from "./form-layout";
import { jsonRequest } from "./json-request";
import { takeOver } from "./take-over-flow";
import type { FormMarks } from "./use-form-marks";
import { type View, ViewSwitch } from "./view-switch";

interface FormViewsProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** The values that the form began with. */
  initial: Values;
  marks: FormMarks;
  sections: FormSections;
  /** The properties of the view as JSON; `flow` is null for a new one. */
  json: {
    flow: Flow | null;
    kind: FlowKind;
    toBody: (values: Values) => Record<string, unknown>;
    schema: z.ZodType;
    /** The address under `/api` that the request goes to. */
    apiPath: string;
  };
}

/** The two ways to edit a flow: by its fields, and as JSON. Both work on the same unsaved edits. */
export function FormViews<Values extends FieldValues>({
  form,
  initial,
  marks,
  sections,
  json,
}: FormViewsProps<Values>) {
  const [view, setView] = useState<View>("fields");
  const [jsonOpened, setJsonOpened] = useState(false);

  function show(next: View) {
    setView(next);
    if (next === "json") setJsonOpened(true);
  }

  return (
    <>
      <ViewSwitch view={view} onView={show} />
      {/* Hidden fields stay on the page, so that they keep their place, their errors and half-typed texts. */}
      <div hidden={view !== "fields"}>
        <FormLayout marks={marks} sections={sections} />
      </div>
      {jsonOpened ? (
        <div hidden={view !== "json"}>
          <JsonView form={form} initial={initial} json={json} shown={view === "json"} />
        </div>
      ) : null}
    </>
  );
}

interface JsonViewProps<Values extends FieldValues>
  extends Pick<FormViewsProps<Values>, "form" | "initial" | "json"> {
  shown: boolean;
}

function JsonView<Values extends FieldValues>({ form, initial, json, shown }: JsonViewProps<Values>) {
  const { toBody, schema } = json;
  const [unapplied, setUnapplied] = useState(false);
  useUnsavedWarning(unapplied);
  const shape = useMemo(() => documentShape(schema), [schema]);
  const [, setApplied] = useState(0);
  // The fields are hidden while this view is shown, so the body changes with this view's own edits only.
  const body = toBody(form.getValues());
  const { check, onApply } = jsonRequest({ mode: json.flow ? "update" : "create", form, initial, schema });
  const take = useTakeOver(form, initial, json);
  const text = `${JSON.stringify(body, null, 2)}\n`;
  return (
    <RawJsonPanel
      flow={json.flow}
      request={{
        text,
        check,
        shape,
        ...(json.flow ? {} : { onTake: take }),
        onApply: (document) => {
          setApplied((times) => times + 1);
          return onApply(document);
        },
      }}
      preview={shown ? <Preview body={body} apiPath={json.apiPath} /> : null}
      onUnapplied={setUnapplied}
    />
  );
}

/** Returns the function that puts a whole flow into the form of a new one, as the server reads it. */
function useTakeOver<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  initial: Values,
  { apiPath, kind }: FormViewsProps<Values>["json"],
) {
  return useCallback(
    (document: Record<string, unknown>) => takeOver({ form, initial, apiPath, kind }, document),
    [form, initial, apiPath, kind],
  );
}

function Preview({ body, apiPath }: { body: Record<string, unknown>; apiPath: string }) {
  if (Object.keys(body).length === 0) {
    return (
      <p className="text-sm text-muted-foreground">Nothing would be sent: you have changed nothing yet.</p>
    );
  }
  return <RequestPreview key={JSON.stringify(body)} path={`${apiPath}/preview`} body={body} unfolded />;
}
