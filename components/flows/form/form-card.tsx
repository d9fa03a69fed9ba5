import type { ReactNode } from "react";

interface FormCardProps {
  title: string;
  hint?: string;
  children: ReactNode;
}

/** A titled group of fields. */
export function FormCard({ title, hint, children }: FormCardProps) {
  return (
    <fieldset className="min-w-0 rounded-lg border bg-card p-4 shadow-xs sm:p-5">
      <legend className="float-left mb-4 w-full text-base font-semibold">{title}</legend>
      <div className="clear-both flex flex-col gap-5">
        {hint ? <p className="-mt-3 text-sm text-muted-foreground">{hint}</p> : null}
        {children}
      </div>
    </fieldset>
  );
}
