import { ExportFault } from "./export-fault";
import { decodeHash } from "./hash-text";

/** What stands before the first event that is still kept. All zero or empty as long as nothing was removed. */
export interface ExportStart {
  /** How many events were removed. */
  sequence: number;
  /** The chain's hash after them, in hexadecimal. */
  hash: string;
  /** The compact range of their tree, in hexadecimal, the largest subtree first. */
  frontier: string[];
  /** The signed checkpoint that covers exactly the removed events; empty when none were. */
  checkpoint: string;
  /** The portal's signed word that it removed them itself (see `retirement-text`); empty when none were. */
  statement: string;
}

/** The first line of an export with proof. */
export interface ExportHeader {
  version: 1;
  /** A workspace's id, or "portal". */
  chain: string;
  /** What people call it. */
  name: string;
  filter: Record<string, unknown>;
  /** Whether all events from `start` to the checkpoint are here; else each one proves its place by itself. */
  complete: boolean;
  start: ExportStart;
  /** A signed note. */
  checkpoint: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** An earlier checkpoint (a signed note), and the path that proves that this tree continues that one. */
  consistency: { checkpoint: string; path: string[] } | null;
}

/** One event as it is exported. Hashes are in hexadecimal; the first event's `previousHash` is empty. */
export interface ExportedEvent {
  sequence: number;
  /** Canonical JSON (RFC 8785). */
  payload: string;
  previousHash: string;
  hash: string;
  /** The event's path to the checkpoint's root; only in an export that isn't complete. */
  inclusion?: string[];
}

/** The proof of one event of an export in another format, in the file beside it. */
export interface ExportedInclusion {
  sequence: number;
  inclusion: string[];
}

/** The last line of an export with proof. */
export interface ExportEnd {
  events: number;
  /** A signed note: see `statement-text`. */
  statement: string;
}

export type ExportLine =
  | { kind: "header"; header: ExportHeader }
  | { kind: "event"; event: ExportedEvent }
  | { kind: "inclusion"; inclusion: ExportedInclusion }
  | { kind: "end"; end: ExportEnd };

type Check = (value: unknown) => boolean;

const isString: Check = (value) => typeof value === "string";
const isPlace: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isHash: Check = (value) => decodeHash(value) !== null;
const isHashOrEmpty: Check = (value) => value === "" || isHash(value);
const isPath: Check = (value) => Array.isArray(value) && value.length <= 64 && value.every(isHash);

/** Whether the value is an object with these fields and no others. */
function isRecord(
  value: unknown,
  fields: Record<string, Check>,
  optional: Record<string, Check> = {},
): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const known = new Map(Object.entries({ ...optional, ...fields }));
  return (
    Object.keys(fields).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, field]) => known.get(name)?.(field) ?? false)
  );
}

const isStart: Check = (value) =>
  isRecord(value, {
    sequence: isPlace,
    hash: isHashOrEmpty,
    frontier: isPath,
    checkpoint: isString,
    statement: isString,
  });
const isFilter: Check = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isConsistency: Check = (value) =>
  value === null || isRecord(value, { checkpoint: isString, path: isPath });

function isHeader(value: unknown): value is ExportHeader {
  return isRecord(value, {
    version: (version) => version === 1,
    chain: isString,
    name: isString,
    filter: isFilter,
    complete: (complete) => typeof complete === "boolean",
    start: isStart,
    checkpoint: isString,
    publicKey: isString,
    consistency: isConsistency,
  });
}

/** Whether this is an event as exports hold it, whatever it says. */
export function isExportedEvent(value: unknown): value is ExportedEvent {
  const fields = { sequence: isPlace, payload: isString, previousHash: isHashOrEmpty, hash: isHash };
  return isRecord(value, fields, { inclusion: isPath });
}

function isInclusion(value: unknown): value is ExportedInclusion {
  return isRecord(value, { sequence: isPlace, inclusion: isPath });
}

function isEnd(value: unknown): value is ExportEnd {
  return isRecord(value, { events: isPlace, statement: isString });
}

/**
 * Reads a line of JSON that is spelt as `JSON.stringify` spells it. Another spelling could hide something from another
 * reader: a name that occurs twice, for instance, of which some programs take the first value and some the last.
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

/** The value under the only name of an object; undefined for anything else. */
function only(value: unknown, name: string): unknown {
  return isRecord(value, { [name]: () => true }) ? Object.values(value ?? {})[0] : undefined;
}

/**
 * Reads a line of an export, or of the proof beside one. Strict: unknown fields are refused, for nothing would check what
 * they say.
 *
 * @throws ExportFault naming the line
 */
export function readExportLine(text: string, line: number, file: "export" | "proof" = "export"): ExportLine {
  const value = readJsonLine(text, line, file);
  const header = only(value, "export");
  if (isHeader(header)) return { kind: "header", header };
  const end = only(value, "end");
  if (isEnd(end)) return { kind: "end", end };
  if (isExportedEvent(value)) return { kind: "event", event: value };
  if (isInclusion(value)) return { kind: "inclusion", inclusion: value };
  throw new ExportFault("wrong-shape", "This line is none that an export has.", { line, file });
}
