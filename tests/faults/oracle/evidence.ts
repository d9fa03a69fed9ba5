import type { FlowAt, RoundRecord, Write } from "../world/record";
import type { Circumstances } from "./explain-unknown";
import type { Finding, FindingKind } from "./findings";
import type { LoggedEvent, Revision } from "./log";
import type { Stored, Truth, UpstreamRequest } from "./truth";

/** Everything that is known of a round when it is over. */
export interface Evidence {
  record: RoundRecord;
  truth: Truth;
  /** The events of all workspaces of the round. */
  events: LoggedEvent[];
  /** Revisions as they were before the faults, and as they are now. */
  revisions: {
    flow: FlowAt & { story: string };
    before: Map<number, Revision>;
    now: Map<number, Revision>;
  }[];
  /** Each flow as the portal shows it at the end, by id; null when it could not be read. */
  shown: Map<string, Record<string, unknown> | null>;
  /** Each flow as the upstream has it at the end, by id. */
  stored: Map<string, Stored>;
  /** Changes that are still in flight. */
  pending: string[];
  circumstances: Circumstances;
}

/** What the oracle says of a round. */
export interface Judgement {
  findings: Finding[];
  /** Unknown outcomes, by the reason why they could not be decided. */
  explained: Record<string, number>;
  /** Events of failure or doubt that a later event corrected. */
  corrected: number;
  /** All about the writes that a finding names, for whoever reads the report. */
  details: unknown[];
  /** Edits from outside that a write of the portal put back, and that nobody could see any more. */
  putBack: number;
}

/** One write, with all that really became of it. */
export interface Case {
  write: Write;
  sent: UpstreamRequest[];
  applied: UpstreamRequest[];
  /** The flow that it is really about. Of creates that wanted the same, nothing says which made which of the flows. */
  appliedTo: ReadonlySet<string>;
  /** Whether nothing was sent, and the flow had what the write wanted at that moment anyway. */
  hadItAt: (moment: number) => boolean;
  /** The events of this write, oldest first. */
  events: LoggedEvent[];
  say: (kind: FindingKind, words: string) => void;
}

export const OWN_TAG = /\bw\d+x\b/g;
export const OUTSIDE_TAG = /\bo\d+x\b/g;

/** The tags in a value, wherever they are in it. */
export function tagsIn(value: unknown, pattern: RegExp): string[] {
  return [...new Set<string>(JSON.stringify(value ?? null).match(pattern) ?? [])];
}
