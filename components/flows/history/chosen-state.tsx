"use client";

import { useSearchParams } from "next/navigation";
import { RestoreDialog } from "./restore-dialog";

interface ChosenStateProps {
  apiPath: string;
  etag: string;
  newest: number;
  requireReason: boolean;
}

/** An earlier state that the address names (`state=3`), as links in the audit log do, ready to be restored. */
export function ChosenState({ apiPath, etag, newest, requireReason }: ChosenStateProps) {
  const chosen = Number(useSearchParams().get("state"));
  if (!Number.isInteger(chosen) || chosen < 1 || chosen >= newest) return null;
  return (
    <div className="mb-4 flex flex-wrap items-center justify-between gap-3 rounded-lg border bg-muted/40 px-4 py-3">
      <p className="text-sm">
        You came here for <strong>state #{chosen}</strong>. Restoring shows first what it would change.
      </p>
      <RestoreDialog apiPath={apiPath} etag={etag} revision={chosen} requireReason={requireReason} />
    </div>
  );
}
