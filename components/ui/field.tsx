import type { ComponentProps, ReactNode } from "react";
import { Badge } from "./badge";
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
  required?: boolean;
  /** Whether the label is for screen readers only, where the control says by itself what it is for. */
  labelHidden?: boolean;
  /** Puts the label and its hint left of the control where there is room: for settings, one below the other. */
  row?: boolean;
  /** Says that the value was changed, and from what: "was 600"; null while it wasn't. */
  changed?: string | null;
  className?: string;
  /** Gets the attributes that tie the control to its label, hint and error. */
  children: (control: FieldControlProps) => ReactNode;
}

/** One labelled control with its hint and its error. */
export function Field(props: FieldProps) {
  const { id, label, hint, error, required = false, labelHidden = false, row = false, className } = props;
  const { changed = null } = props;
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const control = props.children({
    id,
    "aria-invalid": error ? true : undefined,
    "aria-describedby": [errorId, hintId].filter(Boolean).join(" ") || undefined,
  });
  const name = (
    <span className={cn("flex flex-wrap items-center gap-x-2 gap-y-0.5", labelHidden && "sr-only")}>
      <Label htmlFor={id}>{label}</Label>
      {required ? <span className="text-xs text-muted-foreground">required</span> : null}
      <ChangedBadge words={changed} />
    </span>
  );
  const help = hint ? (
    <p id={hintId} className={cn("text-muted-foreground", row ? "text-xs" : "text-sm")}>
      {hint}
    </p>
  ) : null;
  const fault = error ? (
    <p id={errorId} className="text-sm text-destructive">
      {error}
    </p>
  ) : null;
  if (row) {
    return (
      <div
        className={cn("grid min-w-0 gap-x-6 gap-y-1.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]", className)}
      >
        <div className="min-w-0">
          {name}
          {help}
        </div>
        <div className="flex min-w-0 flex-col gap-1.5">
          {control}
          {fault}
        </div>
      </div>
    );
  }
  return (
    <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
      {name}
      {control}
      {fault}
      {help}
    </div>
  );
}

/** Says beside a field's label that it was changed. */
export function ChangedBadge({ words }: { words: string | null }) {
  return words === null ? null : <Badge tone="warn">{words}</Badge>;
}

export function Label({ className, ...rest }: ComponentProps<"label">) {
  // biome-ignore lint/a11y/noLabelWithoutControl: every caller passes htmlFor in the rest.
  return <label className={cn("text-sm font-medium text-foreground", className)} {...rest} />;
}
