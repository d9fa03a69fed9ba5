"use client";

import { Fragment, type ReactNode } from "react";
import { takes } from "@/lib/flows/fields/field";
import { flowFields } from "@/lib/flows/fields/flow-fields";
import type { SectionId } from "@/lib/flows/fields/sections";
import { SecondsInput } from "../../inputs/seconds-input";
import { fieldName } from "../../values/nested-values";
import { SwitchField, TextAreaField, TextField } from "./form-fields";
import { useFormKind } from "./form-kind";
import { ValueField } from "./value-field";

function PlainField({ name, kind, control }: { name: string; kind: string; control: string | undefined }) {
  if (kind === "flag") return <SwitchField name={name} />;
  if (kind === "seconds") {
    return <ValueField<string> name={name}>{(field) => <SecondsInput {...field} />}</ValueField>;
  }
  return control === "text area" ? <TextAreaField name={name} /> : <TextField name={name} />;
}

interface PlainFieldsProps {
  section: SectionId;
  /** The controls of fields that are more than a switch, an amount or a text; by path. */
  own?: Record<string, ReactNode>;
}

/** Every field of a section that the form's request takes, in the order of the table. */
export function PlainFields({ section, own = {} }: PlainFieldsProps) {
  const { kind, mode } = useFormKind();
  const shown = flowFields(kind).filter(
    ([path, field]) => field.section === section && !path.includes("/*") && takes(mode, field),
  );
  return shown.map(([path, field]) => (
    <Fragment key={path}>
      {own[path] ?? <PlainField name={fieldName(path)} kind={field.kind} control={field.control} />}
    </Fragment>
  ));
}
