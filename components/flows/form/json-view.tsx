"use client";

import "../json/strict-csp";
import { useCallback, useMemo, useState } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { documentShape } from "@/components/flows/json/json-document-shape";
import { useUnsavedWarning } from "../../ui/unsaved-changes";
import { RawJsonPanel } from "../json/raw-json-panel";
import { RequestPreview } from "../review/request-preview";
import { requestSchema } from "./flow-checks";
import type { FormViewsProps } from "./form-views";
import { jsonRequest } from "./json-request";
import { takeOver } from "./take-over-flow";

interface JsonViewProps<Values extends FieldValues>
  extends Pick<FormViewsProps<Values>, "form" | "initial" | "json"> {
  shown: boolean;
}

/** The form's request as JSON. It loads when somebody first wants to see it. */
export function JsonView<Values extends FieldValues>({ form, initial, json, shown }: JsonViewProps<Values>) {
  const { toBody, kind } = json;
  const mode = json.flow ? "update" : "create";
  const schema = requestSchema(kind, mode);
  const [unapplied, setUnapplied] = useState(false);
  useUnsavedWarning(unapplied);
  const shape = useMemo(() => documentShape(schema), [schema]);
  const [, setApplied] = useState(0);
  // The fields are hidden while this view is shown, so the body changes with this view's own edits only.
  const body = toBody(form.getValues());
  const { check, onApply } = jsonRequest({ mode, form, initial, schema });
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
