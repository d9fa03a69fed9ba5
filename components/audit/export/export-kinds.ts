/** A choice of the export dialog: the content, and its format. */
export interface ExportKind {
  id: "proven" | "csv" | "ocsf" | "plain";
  label: string;
  words: string;
  /** The name of the file. */
  file: string;
  /** Its name in the API. */
  format: "ndjson" | "csv" | "ocsf";
  /** Whether the file ends with the portal's signed count of events. */
  proven: boolean;
  /** Whether its proof is a file beside it. */
  proofBeside: boolean;
}

export const PROVEN_EXPORT: ExportKind = {
  id: "proven",
  label: "NDJSON with proof",
  words:
    "One event a line. Anyone with the public key can verify it offline. The best choice for an auditor.",
  file: "audit-events.ndjson",
  format: "ndjson",
  proven: true,
  proofBeside: false,
};

export const EXPORT_KINDS: ExportKind[] = [
  PROVEN_EXPORT,
  {
    id: "csv",
    label: "CSV",
    words:
      "A row for each event, for a spreadsheet. Its proof is a second file, which also has contents that are too long for a cell.",
    file: "audit-events.csv",
    format: "csv",
    proven: false,
    proofBeside: true,
  },
  {
    id: "ocsf",
    label: "OCSF, for a SIEM",
    words:
      "One event a line, in the fields that security tools know (Open Cybersecurity Schema). Its proof is a second file.",
    file: "audit-events.ocsf.ndjson",
    format: "ocsf",
    proven: false,
    proofBeside: true,
  },
  {
    id: "plain",
    label: "Plain NDJSON",
    words: "One event a line and nothing else, for a program of your own.",
    file: "audit-events.ndjson",
    format: "ndjson",
    proven: false,
    proofBeside: false,
  },
];

/** The place where a broken export is resumed. */
export interface ExportPlace {
  /** The sequence number of the last event that arrived; null when none did. */
  after: number | null;
  /** The number of events that the export's checkpoint covers; null when that never arrived. */
  size: number | null;
}

/**
 * Returns the address of an export.
 * @param filters the filters in use, as the API takes them
 * @param place where to resume; absent for the whole
 */
export function exportAddress(
  apiPath: string,
  filters: string,
  kind: Pick<ExportKind, "format" | "proven">,
  place: ExportPlace = { after: null, size: null },
): string {
  const params = new URLSearchParams({ format: kind.format });
  if (kind.proven) params.set("proof", "1");
  for (const [name, value] of new URLSearchParams(filters)) params.set(name, value);
  if (place.size !== null) params.set("size", String(place.size));
  if (place.size !== null && place.after !== null) params.set("after", String(place.after));
  return `${apiPath}/export?${params}`;
}

/** Returns the address of the proof of an export whose format has no place for one. */
export function proofAddress(apiPath: string, filters: string, size: number): string {
  const params = new URLSearchParams(filters);
  params.set("format", "proof");
  params.set("size", String(size));
  return `${apiPath}/export?${params}`;
}
