/** The kinds of faults that an export can have. */
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
  /** The fault in a sentence. */
  message: string;
  /** The first event that the fault concerns; null when no single event can be named. */
  sequence: number | null;
  /** The line of the fault, from 1; null when the fault concerns the file as a whole. */
  line: number | null;
  /** The file of that line: the file of events, or the proof beside it. */
  file: "export" | "proof";
}

/** The place of a fault, as far as it is known. */
type Place = Partial<Pick<Fault, "sequence" | "line" | "file">>;

/** The first fault, which ends a verification. */
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
