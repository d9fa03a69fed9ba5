"use client";

import { useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { Skeleton } from "../../ui/card";
import { expectPart, useLatePart } from "../../ui/late-part";
import { FormLayout, type FormSections } from "./form-layout";
import type { FormMarks } from "./use-form-marks";
import { type View, ViewSwitch } from "./view-switch";

export interface FormViewsProps<Values extends FieldValues> {
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
    /** The address under `/api` that the request goes to. */
    apiPath: string;
  };
}

const loadJsonView = () => import("./json-view").then(({ JsonView }) => JsonView);

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

  const JsonView = useLatePart(loadJsonView, jsonOpened, () => {
    setView("fields");
    setJsonOpened(false);
  });

  function show(next: View) {
    setView(next);
    if (next === "json") setJsonOpened(true);
  }

  return (
    <>
      <ViewSwitch view={view} onView={show} onExpect={() => expectPart(loadJsonView)} />
      {/* Hidden fields stay on the page, so that they keep their place, their errors and half-typed texts. */}
      <div hidden={view !== "fields"}>
        <FormLayout marks={marks} sections={sections} />
      </div>
      {jsonOpened ? (
        <div hidden={view !== "json"}>
          {JsonView ? (
            <JsonView form={form} initial={initial} json={json} shown={view === "json"} />
          ) : (
            <WaitingJson />
          )}
        </div>
      ) : null}
    </>
  );
}

/** Takes the place of the JSON while its script loads. */
function WaitingJson() {
  return (
    <div role="status">
      <span className="sr-only">Loading the JSON</span>
      <Skeleton className="h-96 w-full" />
    </div>
  );
}
