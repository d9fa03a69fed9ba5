"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogFooter } from "../../ui/dialog";
import { GivenName } from "../../ui/given-name";
import { reportMissingPart } from "../../ui/late-part";
import { toast } from "../../ui/toast";
import { counted } from "../words/counted";
import type { ExportedList, ExportResult } from "./export-flows";

interface ExportButtonProps {
  list: ExportedList;
  label: string;
  icon?: boolean;
}

/** Saves flows as files. What could not be read is named in a dialog: a failure is never only a toast. */
export function ExportButton({ list, label, icon = false }: ExportButtonProps) {
  const [read, setRead] = useState<number | null>(null);
  const [result, setResult] = useState<ExportResult | null>(null);
  const total = list.flows.length;
  const busy = read !== null;

  async function press() {
    setRead(0);
    try {
      const { exportFlows } = await import("./export-flows");
      const done = await exportFlows(list, setRead);
      if (done.failed.length > 0) setResult(done);
      else toast.success(total === 1 ? "The file is saved" : `${counted(total, "flow")} are saved in a zip`);
    } catch (error) {
      reportMissingPart(error);
    }
    setRead(null);
  }

  return (
    <>
      <Button variant="outline" size="sm" busy={busy} onClick={() => void press()}>
        {busy || !icon ? null : <Download aria-hidden />}
        {busy && total > 1 ? `Exporting ${read} of ${total}` : label}
      </Button>
      {result ? <FailedExport result={result} onClose={() => setResult(null)} /> : null}
    </>
  );
}

function FailedExport({ result: { saved, failed }, onClose }: { result: ExportResult; onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title={`${counted(failed.length, "flow")} could not be exported`}
        description={saved > 0 ? `${counted(saved, "other flow")} were saved.` : "Nothing was saved."}
      >
        <ul className="flex max-h-72 flex-col gap-1.5 overflow-y-auto text-sm">
          {failed.map(({ name, why }, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and two flows may have one name.
            <li key={position} className="wrap-anywhere">
              <span className="font-medium">
                <GivenName>{name}</GivenName>
              </span>
              : {why}
            </li>
          ))}
        </ul>
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
