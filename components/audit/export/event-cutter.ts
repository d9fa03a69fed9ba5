import { number, object } from "../../http/answer-shape";

const NEWLINE = 0x0a;
const QUOTE = 0x22;
const NOTHING = new Uint8Array(0);
const ENCODER = new TextEncoder();
/** The first and the last line of an export with proof, and the names of the columns, are no events. */
const NO_EVENTS = [`{"export":`, `{"end":`].map((text) => ENCODER.encode(text));

function startsWith(bytes: Uint8Array, at: number, beginning: Uint8Array): boolean {
  return beginning.every((byte, index) => bytes[at + index] === byte);
}

/** Returns the end of the line that starts at `from`, behind its newline; -1 when it has not arrived yet. */
function endOfJsonLine(bytes: Uint8Array, from: number): number {
  return bytes.indexOf(NEWLINE, from) + 1 || -1;
}

/** Returns the end of a row of CSV in the same way: a newline between quotes belongs to a cell. */
function endOfCsvRow(bytes: Uint8Array, from: number): number {
  let quoted = false;
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) quoted = !quoted;
    else if (bytes[at] === NEWLINE && !quoted) return at + 1;
  }
  return -1;
}

function isEvent(bytes: Uint8Array, at: number, csv: boolean): boolean {
  if (csv) return bytes[at] === QUOTE;
  return !NO_EVENTS.some((beginning) => startsWith(bytes, at, beginning));
}

const isNumbered = object({ sequence: number });
const isOcsf = object({ unmapped: isNumbered });

function sequenceOf(line: Uint8Array, csv: boolean): number {
  const text = new TextDecoder().decode(line);
  if (csv) return Number(/^"(\d+)"/.exec(text)?.[1]);
  const event: unknown = JSON.parse(text);
  if (isNumbered(event)) return event.sequence;
  // OCSF has no field of its own for it.
  return isOcsf(event) ? event.unmapped.sequence : Number.NaN;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/**
 * Cuts an export that arrives in pieces behind its last whole event. The whole events can be kept: if the rest never
 * arrives, the export is resumed exactly there. At most one unfinished event is in memory, with lines that are no
 * events.
 */
export function eventCutter(format: "ndjson" | "csv" | "ocsf") {
  const csv = format === "csv";
  const endOfLine = csv ? endOfCsvRow : endOfJsonLine;
  let remaining = NOTHING;
  let events = 0;
  let last: number | null = null;

  /** Takes the next piece; returns the whole events, which may be nothing. */
  function take(piece: Uint8Array): Uint8Array {
    const bytes = joined(remaining, piece);
    let whole = 0;
    let lastEvent = 0;
    for (let start = 0, end = endOfLine(bytes, 0); end > 0; start = end, end = endOfLine(bytes, end)) {
      if (!isEvent(bytes, start, csv)) continue;
      events += 1;
      lastEvent = start;
      whole = end;
    }
    if (whole > 0) last = sequenceOf(bytes.subarray(lastEvent, whole), csv);
    remaining = bytes.slice(whole);
    return bytes.subarray(0, whole);
  }

  /**
   * Returns the remaining bytes when the export ends here; null when the export has broken off.
   * @param proven whether it must end with the portal's signed statement
   */
  function end(proven: boolean): Uint8Array | null {
    const text = new TextDecoder().decode(remaining);
    if (text !== "" && !text.endsWith("\n")) return null;
    const lines = text.split("\n");
    return proven && !lines.at(-2)?.startsWith(`{"end":`) ? null : remaining;
  }

  return {
    take,
    end,
    /** Drops the remaining bytes: the export is resumed behind the last whole event. */
    rewind: () => {
      remaining = NOTHING;
    },
    /** The number of whole events, and the sequence number of the last one; null when there was none. */
    arrived: () => ({ events, last }),
  };
}
