"use client";

import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { ValueDiff } from "../diff/value-diff";
import { type FieldWords, fieldValue } from "./merge-places";

interface FoldedChangesProps extends FieldWords {
  title: string;
  names: string[];
  before: object;
  after: object;
}

/** The changes of some fields, folded under a line that names the fields. */
export function FoldedChanges({ title, names, before, after, labelOf, pathOf }: FoldedChangesProps) {
  const [open, setOpen] = useState(false);
  if (names.length === 0) return null;
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="group rounded-md border bg-card"
    >
      <summary className="flex list-none items-start gap-2 rounded-md px-3 py-2 text-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-0.5 size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-90"
        />
        <span className="min-w-0 wrap-anywhere">
          <span className="font-medium">{title}:</span> {names.map(labelOf).join(", ")}
        </span>
      </summary>
      {open ? (
        <dl className="flex flex-col gap-3 px-3 pb-3">
          {names.map((name) => (
            <div key={name} className="min-w-0">
              <dt className="mb-1 text-sm font-medium">{labelOf(name)}</dt>
              <dd>
                <ValueDiff
                  path={pathOf(name)}
                  before={fieldValue(before, name)}
                  after={fieldValue(after, name)}
                />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </details>
  );
}
