import type { ReactNode } from "react";

/** One fact about a webhook: what it is on the left, its value beside or below. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-sm text-muted-foreground">{label}</dt>
      <dd className="min-w-0 text-sm wrap-anywhere">{children}</dd>
    </div>
  );
}

/** A text as it stands, line breaks and all. */
export function FactText({ children }: { children: string }) {
  return (
    <pre className="rounded-md bg-muted px-2.5 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
      {children}
    </pre>
  );
}
