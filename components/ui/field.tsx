import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

export interface FieldControlProps {
  id: string;
  "aria-invalid": boolean | undefined;
  "aria-describedby": string | undefined;
}

interface FieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  optional?: boolean;
  /** Whether the label is for screen readers only, where the control says by itself what it is for. */
  labelHidden?: boolean;
  className?: string;
  /** Gets the attributes that tie the control to its label, hint and error. */
  children: (control: FieldControlProps) => ReactNode;
}

/** One labelled control with its hint and its error. */
export function Field(props: FieldProps) {
  const { id, label, hint, error, optional = false, labelHidden = false, className, children } = props;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      <Label htmlFor={id} className={labelHidden ? "sr-only" : undefined}>
        {label}
        {optional ? <span className="ml-1.5 font-normal text-muted-foreground">optional</span> : null}
      </Label>
      {children({
        id,
        "aria-invalid": error ? true : undefined,
        "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
      })}
      {error ? (
        <p id={errorId} className="text-sm text-destructive">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={hintId} className="text-sm text-muted-foreground">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: every caller passes htmlFor in the rest.
  return <label className={cn("text-sm font-medium text-foreground", className)} {...rest} />;
}
