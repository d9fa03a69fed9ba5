"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../../ui/dialog";
import { ExportChoice } from "./export-choice";
import type { ExportDialogProps } from "./export-dialog";
import { PROVEN_EXPORT } from "./export-kinds";
import { ExportStatus } from "./export-status";
import { useExport } from "./use-export";

/** The dialog in which an export is chosen, runs and is saved. */
export function LiveExport({ apiPath, filters, filterWords }: ExportDialogProps) {
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState(PROVEN_EXPORT);
  const { state, begin, proceed, discard } = useExport(apiPath, filters);

  function changeOpen(next: boolean) {
    setOpen(next);
    if (!next) discard();
  }

  return (
    <Dialog open={open} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Download aria-hidden className="max-sm:hidden" />
          Export
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Export the log"
        // A click beside the dialog must not throw away the events that have arrived.
        onInteractOutside={(event) => {
          if (state && state.outcome?.state !== "done") event.preventDefault();
        }}
      >
        {state ? (
          <ExportStatus
            state={state}
            apiPath={apiPath}
            filters={filters}
            onContinue={() => void proceed()}
            onDiscard={discard}
          />
        ) : (
          <>
            <WhatIsExported filterWords={filterWords} />
            <ExportChoice value={kind} onChange={setKind} />
            <DialogActions>
              <Button onClick={() => void begin(kind)}>Export</Button>
            </DialogActions>
          </>
        )}
      </DialogContent>
    </Dialog>
  );
}

function WhatIsExported({ filterWords }: Pick<ExportDialogProps, "filterWords">) {
  if (filterWords.length === 0)
    return <p className="mb-4 text-sm">The whole log is exported, from its oldest event to the newest.</p>;
  return (
    <div className="mb-4 text-sm">
      <p>Only events that match your filters are exported, on all pages of the list:</p>
      <ul className="mt-1.5 list-disc pl-5">
        {filterWords.map(({ label, text }) => (
          <li key={label} className="wrap-anywhere">
            <span className="text-muted-foreground">{label}:</span> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
