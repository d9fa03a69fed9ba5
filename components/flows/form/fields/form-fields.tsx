"use client";

import { LockKeyhole } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { cn } from "../../../ui/class-names";
import { CopyButton } from "../../../ui/copy-button";
import { Field } from "../../../ui/field";
import { Input, Textarea } from "../../../ui/input";
import { Moment } from "../../../ui/moment";
import { Select } from "../../../ui/select";
import { Switch } from "../../../ui/switch";
import { UnreadValue } from "../../inputs/unread-value";
import { fieldPointer } from "../../values/nested-values";
import { type GuidedField, type GuidedFieldProps, useGuidedField } from "./use-guided-field";

type TextFieldProps = GuidedFieldProps & Omit<ComponentProps<"input">, "name">;

interface FieldFrameProps extends Pick<GuidedField, "unread"> {
  /** See `Field`. */
  changed: string | null;
  /** The field's dotted name. */
  name: string;
  children: ReactNode;
}

/**
 * A field's control, with an edge where it has an unsaved edit; or the stored value where it has a form that no control of
 * ours can show.
 */
export function FieldFrame({ name, unread, changed, children }: FieldFrameProps) {
  return (
    <div
      className={cn(
        "relative min-w-0",
        changed !== null &&
          "before:absolute before:inset-y-0 before:-left-4 before:w-0.75 before:bg-lamp sm:before:-left-5",
      )}
    >
      {unread === null ? (
        children
      ) : (
        <UnreadValue label={fieldLabel(fieldPointer(name))} value={unread.value} />
      )}
    </div>
  );
}

/** A line of text. */
export function TextField({ name, label, note, required = false, ...rest }: TextFieldProps) {
  const { register } = useFormContext();
  const { unread, field: guided } = useGuidedField({ name, ...(label ? { label } : {}), note });
  return (
    <FieldFrame name={name} unread={unread} changed={guided.changed}>
      <Field id={name} {...guided} required={required} row>
        {(control) => (
          <Input {...control} autoComplete="off" {...register(name)} required={required} {...rest} />
        )}
      </Field>
    </FieldFrame>
  );
}

type TextAreaFieldProps = GuidedFieldProps & { required?: boolean; rows?: number };

/** Text of several lines. */
export function TextAreaField(props: TextAreaFieldProps) {
  const { name, required = false, rows = 3 } = props;
  const { register } = useFormContext();
  const { unread, field: guided } = useGuidedField(props);
  return (
    <FieldFrame name={name} unread={unread} changed={guided.changed}>
      <Field id={name} {...guided} required={required} row>
        {(control) => (
          <Textarea {...control} {...register(name)} rows={rows} required={required} spellCheck />
        )}
      </Field>
    </FieldFrame>
  );
}

/** A choice of a few answers. */
export function SelectField(props: GuidedFieldProps & { children: ReactNode }) {
  const { register } = useFormContext();
  const { unread, field: guided } = useGuidedField(props);
  return (
    <FieldFrame name={props.name} unread={unread} changed={guided.changed}>
      <Field id={props.name} {...guided} row>
        {(control) => (
          <Select {...control} {...register(props.name)}>
            {props.children}
          </Select>
        )}
      </Field>
    </FieldFrame>
  );
}

/** Something that is on or off. */
export function SwitchField(props: GuidedFieldProps) {
  const { name } = props;
  const { unread, field: guided } = useGuidedField(props);
  return (
    <FieldFrame name={name} unread={unread} changed={guided.changed}>
      <Controller
        name={name}
        render={({ field }) => (
          <Field id={name} {...guided} row>
            {(control) => (
              <Switch
                {...control}
                ref={field.ref}
                checked={field.value === true}
                onCheckedChange={field.onChange}
                onBlur={field.onBlur}
              />
            )}
          </Field>
        )}
      />
    </FieldFrame>
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

interface FixedFactsProps {
  flow: { id: string; createdAt: string | null };
  children: ReactNode;
}

/** What nobody can change any more: some fields, and what the upstream made. The reason is said once for all of it. */
export function FixedFacts({ flow, children }: FixedFactsProps) {
  return (
    <div className="-mx-4 -mb-3.5 rounded-b-lg bg-muted/60 px-4 py-4! sm:-mx-5 sm:px-5">
      <p className="mb-3 flex items-center gap-1.5 text-sm text-muted-foreground">
        <LockKeyhole aria-hidden className="size-3.5" />
        Fixed since the flow was created
      </p>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {children}
        <FixedField
          name="id"
          value={
            <span className="flex items-center gap-1">
              {flow.id}
              <CopyButton text={flow.id} label="Copy flow id" />
            </span>
          }
          mono
        />
        <FixedField name="createdAt" value={flow.createdAt ? <Moment at={flow.createdAt} /> : "Not known"} />
      </div>
    </div>
  );
}
