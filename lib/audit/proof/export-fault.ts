/** What can be wrong with an export. */
type FaultCode =
  | "not-text"
  | "not-json"
  | "wrong-shape"
  | "out-of-order"
  | "repeated"
  | "missing-events"
  | "does-not-follow"
  | "hash-differs"
  | "not-canonical"
  | "other-chain"
  | "column-differs"
  | "not-included"
  | "beyond-checkpoint"
  | "cut-off"
  | "after-end"
  | "count-differs"
  | "root-differs"
  | "statement-differs"
  | "not-signed"
  | "removal-not-signed"
  | "checkpoint-of-other-chain"
  | "other-key"
  | "not-a-key"
  | "inconsistent";

export interface Fault {
  code: FaultCode;
  /** What is wrong, in a sentence. */
  message: string;
  /** The first event that it concerns; null when no one event can be named. */
  sequence: number | null;
  /** The line where it shows, from 1; null when it concerns the file as a whole. */
  line: number | null;
  /** Whose line it is: that of the file of events, or of the proof beside it. */
  file: "export" | "proof";
}

/** Where a fault shows; what is left out is not known. */
type Place = Partial<Pick<Fault, "sequence" | "line" | "file">>;

/** Ends a verification: the first fault found. */
export class ExportFault extends Error {
  readonly fault: Fault;

  constructor(
    code: FaultCode,
    message: string,
    { sequence = null, line = null, file = "export" }: Place = {},
  ) {
    super(message);
    this.name = "ExportFault";
    this.fault = { code, message, sequence, line, file };
  }
}
