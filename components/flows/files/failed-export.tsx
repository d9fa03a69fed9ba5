"use client";

import { Button } from "../../ui/button";
import { Dialog, DialogContent, DialogFooter } from "../../ui/dialog";
import { GivenName } from "../../ui/given-name";
import { counted } from "../words/counted";
import type { ExportResult } from "./export-flows";

/** Names the flows that could not be exported, and why. */
export function FailedExport({
  result: { saved, failed },
  onClose,
}: {
  result: ExportResult;
  onClose: () => void;
}) {
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
