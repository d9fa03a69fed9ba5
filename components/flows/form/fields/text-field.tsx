"use client";

import type { ComponentProps } from "react";
import { useFormContext } from "react-hook-form";
import { Field } from "../../../ui/field";
import { Input } from "../../../ui/input";
import { Textarea } from "../../../ui/textarea";
import { type GuidedFieldProps, useGuidedField } from "./use-guided-field";

type TextFieldProps = GuidedFieldProps & { optional?: boolean } & Omit<ComponentProps<"input">, "name">;

/** A line of text. */
export function TextField({ name, label, note, optional = false, ...rest }: TextFieldProps) {
  const { register } = useFormContext();
  const guided = useGuidedField({ name, ...(label ? { label } : {}), note });
  return (
    <Field id={name} label={guided.label} hint={guided.hint} error={guided.error} optional={optional}>
      {(control) => <Input {...control} autoComplete="off" {...register(name)} {...rest} />}
    </Field>
  );
}

type TextAreaFieldProps = GuidedFieldProps & { optional?: boolean; required?: boolean; rows?: number };

/** Text of several lines. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { name, optional = false, required = false, rows = 3 } = props;
  const { register } = useFormContext();
  const { label, hint, error } = useGuidedField(props);
  return (
    <Field id={name} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <Textarea {...control} {...register(name)} rows={rows} required={required} spellCheck />}
    </Field>
  );
}
