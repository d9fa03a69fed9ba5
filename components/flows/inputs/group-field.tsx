import type { ReactNode } from "react";
import { ChangedBadge } from "../../ui/field";

interface GroupFieldProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  changed?: string | null | undefined;
  /** Whether the label is for screen readers only: the heading above says the same. */
  labelHidden?: boolean;
  children: ReactNode;
}

/** A labelled group of controls with its hint and its error, like `Field` for one control. */
export function GroupField({
  id,
  label,
  hint,
  error,
  changed = null,
  labelHidden = false,
  children,
}: GroupFieldProps) {
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <fieldset
      id={id}
      tabIndex={-1}
      aria-invalid={error ? true : undefined}
      aria-describedby={[errorId, hintId].filter(Boolean).join(" ") || undefined}
      className="min-w-0 rounded-md outline-offset-4"
    >
      <legend className={labelHidden ? "sr-only" : "float-left w-full text-sm font-medium"}>{label}</legend>
      <div className="clear-both flex min-w-0 flex-col gap-2.5 pt-0.5">
        <ChangedBadge words={changed} />
        {hint ? (
          <div id={hintId} className="text-xs text-muted-foreground">
            {hint}
          </div>
        ) : null}
        {error ? (
          <p id={errorId} className="text-sm text-destructive">
            {error}
          </p>
        ) : null}
        {children}
      </div>
    </fieldset>
  );
}
