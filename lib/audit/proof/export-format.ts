import { z } from "zod";
import { ExportFault } from "./export-fault";

const place = z.int().min(0);
/** In hexadecimal. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const hashOrEmpty = z.string().regex(/^([0-9a-f]{64})?$/);
/** More than any tree needs. The bound keeps a hostile file from stalling the verifier. */
const path = z.array(hash).max(64);

/** The state before the first event that is still kept. All zero or empty as long as nothing was removed. */
const start = z.strictObject({
  /** How many events were removed. */
  sequence: place,
  /** The chain's hash after them, in hexadecimal. */
  hash: hashOrEmpty,
  /** The compact range of their tree, in hexadecimal, the largest subtree first. */
  frontier: path,
  /** The signed checkpoint that covers exactly the removed events; empty when none were. */
  checkpoint: z.string(),
  /** The portal's signed statement that it removed the events itself (see `retirement`); empty when none were. */
  statement: z.string(),
});
export type ExportStart = z.infer<typeof start>;

const header = z.strictObject({
  version: z.literal(1),
  /** A workspace's id, or "portal". */
  chain: z.string(),
  /** The chain's name for people. */
  name: z.string(),
  filter: z.record(z.string(), z.unknown()),
  /**
   * Whether the export has all events from `start` to the checkpoint. If not, each event proves its place by itself.
   */
  complete: z.boolean(),
  start,
  /** A signed note. */
  checkpoint: z.string(),
  /** SPKI, PEM. */
  publicKey: z.string(),
  /** An earlier checkpoint (a signed note), and the path that proves that this tree continues it. */
  consistency: z.strictObject({ checkpoint: z.string(), path }).nullable(),
});
/** The first line of an export with proof. */
export type ExportHeader = z.infer<typeof header>;

const event = z.strictObject({
  sequence: place,
  /** Canonical JSON (RFC 8785). */
  payload: z.string(),
  previousHash: hashOrEmpty,
  hash,
  /** The event's path to the checkpoint's root; only in an export that isn't complete. */
  inclusion: path.exactOptional(),
});
/** One event as it is exported. Hashes are in hexadecimal; the first event's `previousHash` is empty. */
export type ExportedEvent = z.infer<typeof event>;

/** What the file beside an export in another format adds to one event: its proof, and content that a cell can't hold. */
const addition = z
  .strictObject({ sequence: place, inclusion: path.exactOptional(), payload: z.string().exactOptional() })
  .refine((line) => line.inclusion !== undefined || line.payload !== undefined);

const end = z.strictObject({
  events: place,
  /** A signed note: see `statement-text`. */
  statement: z.string(),
});
/** The last line of an export with proof. */
export type ExportEnd = z.infer<typeof end>;

const firstLine = z.strictObject({ export: header });
const lastLine = z.strictObject({ end });

export type ExportLine =
  | { kind: "header"; header: ExportHeader }
  | { kind: "event"; event: ExportedEvent }
  | { kind: "addition"; addition: z.infer<typeof addition> }
  | { kind: "end"; end: ExportEnd };

/** Whether a value has this form. Callers use the value exactly as it was read: a parsed copy might hide something. */
function fits<Value>(form: z.ZodType<Value>, value: unknown): value is Value {
  return form.safeParse(value).success;
}

/** Whether a value has the form of an exported event, with any content. */
export function isExportedEvent(value: unknown): value is ExportedEvent {
  return fits(event, value);
}

/**
 * Reads a line of JSON that is spelt as `JSON.stringify` spells it. Another spelling could show different readers
 * different values: of a name that occurs twice, some programs take the first value and some the last.
 *
 * @throws ExportFault naming the line
 */
export function readJsonLine(text: string, line: number, file: "export" | "proof" = "export"): unknown {
  let value: unknown;
  let spelling: string;
  try {
    value = JSON.parse(text);
    spelling = JSON.stringify(value);
  } catch {
    throw new ExportFault("not-json", "This line is not JSON.", { line, file });
  }
  if (spelling === text) return value;
  throw new ExportFault("wrong-shape", "This line is not spelt as the portal writes it; it was edited.", {
    line,
    file,
  });
}

/**
 * Reads a line of an export, or of the proof beside one. Unknown fields are refused, since nothing would check them.
 *
 * @throws ExportFault naming the line
 */
export function readExportLine(text: string, line: number, file: "export" | "proof" = "export"): ExportLine {
  const value = readJsonLine(text, line, file);
  if (isExportedEvent(value)) return { kind: "event", event: value };
  if (fits(addition, value)) return { kind: "addition", addition: value };
  if (fits(firstLine, value)) return { kind: "header", header: value.export };
  if (fits(lastLine, value)) return { kind: "end", end: value.end };
  throw new ExportFault("wrong-shape", "This line is none that an export has.", { line, file });
}
