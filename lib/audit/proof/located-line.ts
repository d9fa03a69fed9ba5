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
