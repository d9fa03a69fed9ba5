import type { Fault } from "./export-fault";

/** The comparison of a checkpoint that was kept elsewhere with an export. */
export interface KeptComparison {
  size: number;
  time: string;
  result: "agrees" | "cannot be compared";
  /** The reason in a sentence. */
  reason: string;
}

/** The result of a verification, in values that JSON can represent. */
export interface ExportReport {
  /** "unproven": nothing is wrong, but a requested check was not possible. */
  verdict: "good" | "bad" | "unproven";
  /** The first fault. */
  fault: Fault | null;
  /** Whether the export has its proof, or is only a list of events. */
  proof: "signed" | "none";
  /** A workspace's id, or "portal". */
  chain: string | null;
  name: string | null;
  filter: Record<string, unknown> | null;
  /** Whether the export claims to have all events up to the checkpoint; null without proof. */
  complete: boolean | null;
  /** The number of checked events. */
  events: number;
  /** The number of events in a newer version of the log's format: only their hashes were checked. */
  newer: number;
  first: { sequence: number; occurredAt: string } | null;
  last: { sequence: number; occurredAt: string } | null;
  /** The number of events that retention removed before the first one. */
  removed: number;
  /** Whether a trusted key signed the removal; false when that could not be judged, null without a removal. */
  removalSigned: boolean | null;
  /** The signed checkpoint; its root is in hexadecimal. */
  checkpoint: { size: number; root: string; time: string } | null;
  /**
   * The key that the export names (of a plain list: the first given one), and its SHA-256 (of the SPKI form), in
   * hexadecimal.
   */
  key: { from: "given" | "export"; fingerprint: string } | null;
  /** The fingerprints of the other given keys. */
  otherKeys: string[];
  kept: KeptComparison[];
  /** The successful checks, in sentences. */
  checked: string[];
  /** The limits of this proof, in sentences. */
  limits: string[];
}

/** Returns a report to fill in while reading. */
export function emptyReport(): ExportReport {
  return {
    verdict: "good",
    fault: null,
    proof: "none",
    chain: null,
    name: null,
    filter: null,
    complete: null,
    events: 0,
    newer: 0,
    first: null,
    last: null,
    removed: 0,
    removalSigned: null,
    checkpoint: null,
    key: null,
    otherKeys: [],
    kept: [],
    checked: [],
    limits: [],
  };
}
