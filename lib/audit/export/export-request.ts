import "server-only";
import type { AuditFilter } from "@/lib/audit/search/audit-filter";

export const EXPORT_FORMATS = ["ndjson", "csv", "ocsf", "proof"] as const;
/** `proof` is what belongs beside a CSV or OCSF export of the same events, which have no place for it. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What is to be exported. */
export interface ExportRequest {
  filter: AuditFilter;
  format: ExportFormat;
  /** What people call the chain. */
  name: string;
  /** Whether NDJSON carries its proof along, in a first and a last line of their own. */
  proof: boolean;
  /** Goes on with an export that broke off: the sequence number of the last event that arrived … */
  after?: number | undefined;
  /** … and the size of the checkpoint that it was made of. */
  size?: number | undefined;
  /** The size of an earlier checkpoint, which this one is then proven to continue. */
  since?: number | undefined;
}

/** The filter as the export states it: what was asked, without the chain, times as text. Empty for a whole chain. */
export function statedFilter({
  chain: _,
  flowEventsOnly,
  ...asked
}: AuditFilter): Record<string, string | true> {
  const stated = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value instanceof Date ? value.toISOString() : value] as const],
  );
  return { ...(flowEventsOnly ? { flowEventsOnly: true as const } : {}), ...Object.fromEntries(stated) };
}
