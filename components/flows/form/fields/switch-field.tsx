"use client";

import { Controller } from "react-hook-form";
import { Label } from "../../../ui/label";
import { Switch } from "../../../ui/switch";
import { type GuidedFieldProps, useGuidedField } from "./use-guided-field";

/** Something that is on or off. */
export function SwitchField(props: GuidedFieldProps) {
  const { name } = props;
  const { label, hint, error } = useGuidedField(props);
  const hintId = hint ? `${name}-hint` : undefined;
  const errorId = error ? `${name}-error` : undefined;
  return (
    <Controller
      name={name}
      render={({ field }) => (
        <div className="flex items-start justify-between gap-4">
          <div className="min-w-0">
            <Label htmlFor={name}>{label}</Label>
            {hint ? (
              <p id={hintId} className="text-sm text-muted-foreground">
                {hint}
              </p>
            ) : null}
            {error ? (
              <p id={errorId} className="text-sm text-destructive">
                {error}
              </p>
            ) : null}
          </div>
          <Switch
            id={name}
            ref={field.ref}
            checked={field.value === true}
            onCheckedChange={field.onChange}
            onBlur={field.onBlur}
            aria-describedby={[errorId, hintId].filter(Boolean).join(" ") || undefined}
            className="mt-0.5"
          />
        </div>
      )}
    />
  );
}
