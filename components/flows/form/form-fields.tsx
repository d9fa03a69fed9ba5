"use client";

import type { ComponentProps, ReactNode } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { cn } from "../../ui/class-names";
import { Field } from "../../ui/field";
import { Input } from "../../ui/input";
import { Label } from "../../ui/label";
import { Select } from "../../ui/select";
import { Switch } from "../../ui/switch";
import { Textarea } from "../../ui/textarea";

interface FormFieldProps {
  /** The field's dotted name; also its element's id. */
  name: string;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
  className?: string;
}

function useFieldError(name: string): string | undefined {
  const { getFieldState, formState } = useFormContext();
  return getFieldState(name, formState).error?.message;
}

export function TextField({
  name,
  label,
  hint,
  optional = false,
  className,
  ...rest
}: FormFieldProps & Omit<ComponentProps<"input">, "name">) {
  const { register } = useFormContext();
  const error = useFieldError(name);
  return (
    <Field
      id={name}
      label={label}
      hint={hint}
      error={error}
      optional={optional}
      {...(className ? { className } : {})}
    >
      {(control) => <Input {...control} autoComplete="off" {...register(name)} {...rest} />}
    </Field>
  );
}

interface TextAreaFieldProps extends FormFieldProps {
  rows?: number;
  mono?: boolean;
  /** Shows how many characters the text has. */
  counted?: boolean;
  required?: boolean;
}

export function TextAreaField({
  name,
  label,
  hint,
  optional = false,
  className,
  rows = 3,
  mono = false,
  counted = false,
  required = false,
}: TextAreaFieldProps) {
  const { register, watch } = useFormContext();
  const error = useFieldError(name);
  const length = counted ? String(watch(name) ?? "").length : 0;
  return (
    <Field
      id={name}
      label={label}
      hint={
        counted ? (
          <span className="flex flex-wrap justify-between gap-x-4">
            <span>{hint}</span>
            <span className="tabular-nums">{length.toLocaleString("en")} characters</span>
          </span>
        ) : (
          hint
        )
      }
      error={error}
      optional={optional}
      {...(className ? { className } : {})}
    >
      {(control) => (
        <Textarea
          {...control}
          {...register(name)}
          rows={rows}
          required={required}
          spellCheck
          className={cn(mono && "font-mono leading-6 sm:text-sm")}
        />
      )}
    </Field>
  );
}

export function SelectField({
  name,
  label,
  hint,
  optional = false,
  className,
  children,
}: FormFieldProps & { children: ReactNode }) {
  const { register } = useFormContext();
  const error = useFieldError(name);
  return (
    <Field
      id={name}
      label={label}
      hint={hint}
      error={error}
      optional={optional}
      {...(className ? { className } : {})}
    >
      {(control) => (
        <Select {...control} {...register(name)}>
          {children}
        </Select>
      )}
    </Field>
  );
}

export function SwitchField({ name, label, hint }: FormFieldProps) {
  const error = useFieldError(name);
  const hintId = hint ? `${name}-hint` : undefined;
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
            {error ? <p className="text-sm text-destructive">{error}</p> : null}
          </div>
          <Switch
            id={name}
            ref={field.ref}
            checked={field.value === true}
            onCheckedChange={field.onChange}
            onBlur={field.onBlur}
            aria-describedby={hintId}
            className="mt-0.5"
          />
        </div>
      )}
    />
  );
}

/** A field that cannot be changed any more, with the reason. */
export function FixedField({
  label,
  value,
  why,
  mono = false,
}: {
  label: string;
  value: ReactNode;
  why?: string;
  mono?: boolean;
}) {
  return (
    <div className="flex flex-col gap-1">
      <p className="text-sm font-medium">{label}</p>
      <div className={cn("text-sm wrap-anywhere whitespace-pre-wrap", mono && "font-mono text-xs leading-5")}>
        {value}
      </div>
      {why ? <p className="text-sm text-muted-foreground">{why}</p> : null}
    </div>
  );
}
