import "server-only";
import type { AuditFilter } from "@/lib/audit/filter";

export const EXPORT_FORMATS = ["ndjson", "csv", "ocsf", "proof"] as const;
/** `proof` is the file beside a CSV or OCSF export of the same events: these formats have no place for a proof. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A requested export. */
export interface ExportRequest {
  filter: AuditFilter;
  format: ExportFormat;
  /** The chain's name for people. */
  name: string;
  /** Whether NDJSON carries its proof along, in a first and a last line of their own. */
  proof: boolean;
  /** Resumes a broken export: the sequence number of the last event that arrived … */
  after?: number | undefined;
  /** … and the size of the checkpoint that the export was made of. */
  size?: number | undefined;
  /** The size of an earlier checkpoint, which the new one is then proven to continue. */
  since?: number | undefined;
}
