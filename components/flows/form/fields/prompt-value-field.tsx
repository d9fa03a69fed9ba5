"use client";

import type { ComponentProps } from "react";
import { PromptField } from "../../prompt/prompt-field";
import { ValueField } from "./value-field";

type PromptValueFieldProps = Pick<
  ComponentProps<typeof PromptField>,
  "collections" | "otherVariables" | "optional" | "required" | "rows"
>;

/** The prompt of a flow, tied to the form. */
export function PromptValueField(props: PromptValueFieldProps) {
  return (
    <ValueField<string> name="prompt">
      {({ id, label, hint, errorAt, value, onChange }) => (
        <PromptField
          {...props}
          id={id}
          label={label}
          hint={hint}
          error={errorAt?.("")}
          value={value}
          onChange={onChange}
        />
      )}
    </ValueField>
  );
}
