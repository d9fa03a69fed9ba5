"use client";

import type { ReactNode } from "react";
import { Controller } from "react-hook-form";
import type { InputProps } from "../../inputs/input-props";
import { type GuidedFieldProps, useGuidedField } from "./use-guided-field";

interface ValueFieldProps<Value> extends GuidedFieldProps {
  children: (control: InputProps<Value>) => ReactNode;
}

/** Ties a control of its own kind (a list, a picker, an editor) to the form. */
export function ValueField<Value>(props: ValueFieldProps<Value>) {
  const { label, hint, errorAt } = useGuidedField(props);
  return (
    <Controller
      name={props.name}
      render={({ field }) => (
        <>
          {props.children({
            id: props.name,
            label,
            hint,
            errorAt,
            value: field.value,
            onChange: field.onChange,
          })}
        </>
      )}
    />
  );
}
