import type { ExportLine } from "./export-format";

/** A line of an export, and where it stands. */
export interface LocatedLine {
  /** From 1. */
  line: number;
  /** Of the file of events, or of the proof beside it. */
  file: "export" | "proof";
  /** As it is written, without the newline; empty for an event of another format. */
  text: string;
  content: ExportLine;
}

/** What a verification may be told besides the export. */
export interface VerifyOptions {
  /** The key that one believes. Without it the export's own is used, which proves only that the file hangs together. */
  publicKey?: import("node:crypto").KeyObject;
  /** Signed checkpoints that were kept elsewhere, to compare the export with. */
  kept?: string[];
  /** The proof that belongs to an export in another format: the lines of the file beside it. */
  proof?: AsyncIterable<string>;
  /** Called after every event with their number so far. */
  onProgress?: (events: number) => void;
}
