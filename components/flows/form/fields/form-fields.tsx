"use client";

import { LockKeyhole } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { cn } from "../../../ui/class-names";
import { Field, Label } from "../../../ui/field";
import { Input, Textarea } from "../../../ui/input";
import { Select } from "../../../ui/select";
import { Switch } from "../../../ui/switch";
import { UnreadValue } from "../../inputs/unread-value";
import { fieldPointer } from "../../values/nested-values";
import { type GuidedFieldProps, useGuidedField } from "./use-guided-field";

type TextFieldProps = GuidedFieldProps & { optional?: boolean } & Omit<ComponentProps<"input">, "name">;

/** A field's control, or the stored value where it has a form that no control of ours can show. */
export function Readable({ name, unread, children }: ReadableProps) {
  if (unread === null) return children;
  return <UnreadValue label={fieldLabel(fieldPointer(name))} value={unread.value} />;
}

interface ReadableProps {
  /** The field's dotted name. */
  name: string;
  unread: { value: unknown } | null;
  children: ReactNode;
}

/** A line of text. */
export function TextField({ name, label, note, optional = false, ...rest }: TextFieldProps) {
  const { register } = useFormContext();
  const guided = useGuidedField({ name, ...(label ? { label } : {}), note });
  return (
    <Readable name={name} unread={guided.unread}>
      <Field id={name} label={guided.label} hint={guided.hint} error={guided.error} optional={optional}>
        {(control) => <Input {...control} autoComplete="off" {...register(name)} {...rest} />}
      </Field>
    </Readable>
  );
}

type TextAreaFieldProps = GuidedFieldProps & { optional?: boolean; required?: boolean; rows?: number };

/** Text of several lines. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { name, optional = false, required = false, rows = 3 } = props;
  const { register } = useFormContext();
  const { label, hint, error, unread } = useGuidedField(props);
  return (
    <Readable name={name} unread={unread}>
      <Field id={name} label={label} hint={hint} error={error} optional={optional}>
        {(control) => (
          <Textarea {...control} {...register(name)} rows={rows} required={required} spellCheck />
        )}
      </Field>
    </Readable>
  );
}

/** A choice of a few answers. */
export function SelectField(props: GuidedFieldProps & { optional?: boolean; children: ReactNode }) {
  const { register } = useFormContext();
  const { label, hint, error, unread } = useGuidedField(props);
  return (
    <Readable name={props.name} unread={unread}>
      <Field id={props.name} label={label} hint={hint} error={error} optional={props.optional ?? false}>
        {(control) => (
          <Select {...control} {...register(props.name)}>
            {props.children}
          </Select>
        )}
      </Field>
    </Readable>
  );
}

/** Something that is on or off. */
export function SwitchField(props: GuidedFieldProps) {
  const { name } = props;
  const { label, hint, error, unread } = useGuidedField(props);
  const hintId = hint ? `${name}-hint` : undefined;
  const errorId = error ? `${name}-error` : undefined;
  return (
    <Readable name={name} unread={unread}>
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
              aria-invalid={error ? true : undefined}
              aria-describedby={[errorId, hintId].filter(Boolean).join(" ") || undefined}
              className="mt-0.5"
            />
          </div>
        )}
      />
    </Readable>
  );
}

interface FixedFieldProps {
  /** The field's dotted name. */
  name: string;
  value: ReactNode;
  /** The reason why the field can't be changed here, where it is another one than that it is fixed. */
  why?: string;
  mono?: boolean;
}

/** A field that cannot be changed, with the reason where it is its own one. */
export function FixedField({ name, value, why, mono = false }: FixedFieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-sm font-medium">{fieldLabel(fieldPointer(name))}</p>
      <div className={cn("text-sm wrap-anywhere whitespace-pre-wrap", mono && "font-mono text-xs leading-5")}>
        {value}
      </div>
      {why ? <p className="text-sm text-muted-foreground">{why}</p> : null}
    </div>
  );
}

/** Fields that nobody can change any more, with the reason said once for all of them. */
export function FixedFacts({ children }: { children: ReactNode }) {
  return (
    <div className="-mx-4 -mb-4 rounded-b-lg border-t bg-muted/60 px-4 py-4 sm:-mx-5 sm:px-5">
      <p className="mb-3 flex items-center gap-1.5 text-sm text-muted-foreground">
        <LockKeyhole aria-hidden className="size-3.5" />
        Fixed since the flow was created
      </p>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>
    </div>
  );
}
