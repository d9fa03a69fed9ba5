"use client";

import type { ComponentProps, ReactNode } from "react";
import { Controller } from "react-hook-form";
import type { InputProps } from "../../inputs/input-props";
import { PromptField } from "../../prompt/prompt-field";
import { FieldFrame } from "./form-fields";
import { type GuidedFieldProps, useGuidedField } from "./use-guided-field";

interface ValueFieldProps<Value> extends GuidedFieldProps {
  children: (control: InputProps<Value>) => ReactNode;
}

/** Ties a control of its own kind (a list, a picker, an editor) to the form. */
export function ValueField<Value>(props: ValueFieldProps<Value>) {
  const { field: guided, errorAt, unread, unreadAt } = useGuidedField(props);
  const { label, hint, changed } = guided;
  return (
    <FieldFrame name={props.name} unread={unread} changed={changed}>
      <Controller
        name={props.name}
        render={({ field }) => (
          <>
            {props.children({
              id: props.name,
              label,
              hint,
              errorAt,
              unreadAt,
              changed,
              value: field.value,
              onChange: field.onChange,
            })}
          </>
        )}
      />
    </FieldFrame>
  );
}

type PromptValueFieldProps = Pick<
  ComponentProps<typeof PromptField>,
  "collections" | "otherVariables" | "labelHidden" | "required" | "rows"
>;

/** The prompt of a flow, tied to the form. */
export function PromptValueField(props: PromptValueFieldProps) {
  return (
    <ValueField<string> name="prompt">
      {({ id, label, hint, errorAt, changed, value, onChange }) => (
        <PromptField
          {...props}
          id={id}
          label={label}
          hint={hint}
          error={errorAt?.("")}
          changed={changed}
          value={value}
          onChange={onChange}
        />
      )}
    </ValueField>
  );
}
