import "server-only";
import type { AuditFilter } from "@/lib/audit/filter";

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
