import type { Change } from "@/lib/db/generated/client";
import { applyFlowPatch } from "@/lib/flows/apply-patch";
import type { NotCopied } from "@/lib/flows/copy-flow";
import { diffFlows } from "@/lib/flows/diff-flows";
import type { Flow } from "@/lib/flows/flow";
import type { FlowKind } from "@/lib/flows/flow-kind";
import type { FlowPatch } from "@/lib/flows/flow-patch";

/**
 * What a create that copies another flow has in its journal entry, beside the body: recovery must give the same answer
 * as the request itself would.
 */
export interface DuplicateIntent {
  /** The source's upstream id. */
  from: string;
  later: FlowPatch | null;
  notCopied: NotCopied[];
  /** How many values of webhook headers were read from the source to be copied. Absent before that, and in old ones. */
  secretsCopied?: number;
}

/** What a change has in its journal entry about the flow that it copies; null when it copies none. */
export function duplicateIntent(change: Pick<Change, "intent">): DuplicateIntent | null {
  return (change.intent as { duplicate?: DuplicateIntent }).duplicate ?? null;
}

/** What a duplicate answers besides the new flow. An update that would change nothing is not asked for. */
export function duplicateReport(
  change: Pick<Change, "intent" | "kind">,
  made: Flow,
): Pick<DuplicateIntent, "later" | "notCopied"> | null {
  const duplicate = duplicateIntent(change);
  if (!duplicate) return null;
  const { later, notCopied } = duplicate;
  const needed = later && diffFlows(made, applyFlowPatch(change.kind as FlowKind, made, later)).length > 0;
  return { later: needed ? later : null, notCopied };
}
