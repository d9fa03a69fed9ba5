import type { Workspace as WorkspaceRow } from "@/lib/db/generated/client";
import type { CallLimits } from "@/lib/flows/fields/call-limits";

type LimitColumns = Pick<WorkspaceRow, "defaultMaxCallDuration" | "defaultEndCallOnSilence">;

/** Returns a workspace's default call limits; null for none. */
export function defaultCallLimits(row: LimitColumns): CallLimits | null {
  const { defaultMaxCallDuration: maxCallDuration, defaultEndCallOnSilence: endCallOnSilence } = row;
  return maxCallDuration === null || endCallOnSilence === null ? null : { maxCallDuration, endCallOnSilence };
}

/** The columns that hold default call limits. */
export function limitColumns(limits: CallLimits | null): LimitColumns {
  return {
    defaultMaxCallDuration: limits?.maxCallDuration ?? null,
    defaultEndCallOnSilence: limits?.endCallOnSilence ?? null,
  };
}
