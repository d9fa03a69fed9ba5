"use client";

import type { ReactNode } from "react";
import { useFormContext } from "react-hook-form";
import { Field } from "../../../ui/field";
import { Select } from "../../../ui/select";
import { type GuidedFieldProps, useGuidedField } from "./use-guided-field";

/** A choice of a few answers. */
export function SelectField(props: GuidedFieldProps & { optional?: boolean; children: ReactNode }) {
  const { register } = useFormContext();
  const { label, hint, error } = useGuidedField(props);
  return (
    <Field id={props.name} label={label} hint={hint} error={error} optional={props.optional ?? false}>
      {(control) => (
        <Select {...control} {...register(props.name)}>
          {props.children}
        </Select>
      )}
    </Field>
  );
}
