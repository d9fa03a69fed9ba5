import { diffFlows } from "@/lib/flows/diff/diff-flows";
import type { Flow } from "@/lib/flows/model/flow";
import { applyFlowPatch } from "@/lib/flows/requests/apply-patch";
import type { DuplicateIntent, JournalChange } from "./journal";

/** What a duplicate answers besides the new flow. An update that would change nothing is not asked for. */
export function duplicateReport(
  change: JournalChange,
  made: Flow,
): Pick<DuplicateIntent, "later" | "notCopied"> | null {
  if (change.verb !== "create" || !change.duplicate) return null;
  const { later, notCopied } = change.duplicate;
  const needed = later && diffFlows(made, applyFlowPatch(change.kind, made, later)).length > 0;
  return { later: needed ? later : null, notCopied };
}
