"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { reportMissingPart, useLatePart } from "../../ui/late-part";
import { toast } from "../../ui/toast";
import { counted } from "../words/counted";
import type { ExportedList, ExportResult } from "./export-flows";

const loadFailed = () => import("./failed-export").then(({ FailedExport }) => FailedExport);

interface ExportButtonProps {
  list: ExportedList;
  label: string;
  icon?: boolean;
}

/** Saves flows as files. What could not be read is named in a dialog: a failure is never only a toast. */
export function ExportButton({ list, label, icon = false }: ExportButtonProps) {
  const [read, setRead] = useState<number | null>(null);
  const [result, setResult] = useState<ExportResult | null>(null);
  const FailedExport = useLatePart(loadFailed, result !== null, () => setResult(null));
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
      {result && FailedExport ? <FailedExport result={result} onClose={() => setResult(null)} /> : null}
    </>
  );
}
