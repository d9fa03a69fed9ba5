import type { Fault } from "./export-fault";

/** How a checkpoint that was kept elsewhere stands to an export. */
export interface KeptComparison {
  size: number;
  time: string;
  result: "agrees" | "cannot be compared";
  /** Why, in a sentence. */
  reason: string;
}

/** What a verification found. Everything in it can be written as JSON. */
export interface ExportReport {
  /** "unproven": nothing is wrong, but something that was asked could not be answered. */
  verdict: "good" | "bad" | "unproven";
  /** The first thing that is wrong. */
  fault: Fault | null;
  /** Whether the export brings its proof, or is only a list of events. */
  proof: "signed" | "none";
  /** A workspace's id, or "portal". */
  chain: string | null;
  name: string | null;
  filter: Record<string, unknown> | null;
  /** Whether it says that it is all events up to the checkpoint; null without proof. */
  complete: boolean | null;
  /** How many events were checked. */
  events: number;
  /** How many of them are in a version of the log's format that this program doesn't know: only their hashes were checked. */
  newer: number;
  first: { sequence: number; occurredAt: string } | null;
  last: { sequence: number; occurredAt: string } | null;
  /** How many events retention removed before the first one. */
  removed: number;
  /** Whether a believed key signed for their removal; false when it could not be judged, null when there was none. */
  removalSigned: boolean | null;
  /** The signed checkpoint; its root is in hexadecimal. */
  checkpoint: { size: number; root: string; time: string } | null;
  /** The key that the export names (of a plain list: the first one given), and its SHA-256 (of the SPKI form), in hexadecimal. */
  key: { from: "given" | "export"; fingerprint: string } | null;
  /** The fingerprints of the other keys that were given. */
  otherKeys: string[];
  kept: KeptComparison[];
  /** What was checked and holds, in sentences. */
  checked: string[];
  /** What this does not prove, in sentences. */
  limits: string[];
}

/** A report to fill in while reading. */
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
