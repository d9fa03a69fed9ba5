"use client";

import { useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { z } from "zod";
import type { Flow } from "@/lib/flows/flow";
import { RawJsonPanel } from "../json/raw-json-panel";
import { RequestPreview } from "../review/request-preview";
import { FormLayout, type FormSections } from "./form-layout";
import { jsonRequest } from "./json-request";
import { ViewSwitch } from "./view-switch";

interface FormViewsProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** What the form began with. */
  initial: Values;
  sections: FormSections;
  /** What the view as JSON needs; `flow` is null for a new one. */
  json: {
    flow: Flow | null;
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
  sections,
  json,
}: FormViewsProps<Values>) {
  const [view, setView] = useState<"fields" | "json">("fields");
  return (
    <>
      <ViewSwitch view={view} onView={setView} />
      {/* The fields stay on the page: hidden ones keep their place, their errors and what is half typed in them. */}
      <div hidden={view !== "fields"}>
        <FormLayout form={form} initial={initial} sections={sections} />
      </div>
      {view === "json" ? <JsonView form={form} initial={initial} json={json} /> : null}
    </>
  );
}

type JsonViewProps<Values extends FieldValues> = Pick<FormViewsProps<Values>, "form" | "initial" | "json">;

function JsonView<Values extends FieldValues>({ form, initial, json }: JsonViewProps<Values>) {
  const { toBody, schema } = json;
  const { text, ...request } = jsonRequest({ form, initial, toBody, schema });
  return (
    <RawJsonPanel
      flow={json.flow}
      request={{ text: text(), ...request }}
      preview={<RequestPreview path={`${json.apiPath}/preview`} body={toBody(form.getValues())} />}
    />
  );
}
