import canonicalize from "canonicalize";
import { ExportFault } from "./export-fault";
import type { ExportLine } from "./export-format";

/**
 * Decodes standard Base64 (RFC 4648, section 4).
 *
 * Node's decoder skips unknown characters and ignores unused bits of the last one; both would let an edited file pass.
 * So only the spelling of the encoder is accepted.
 * @returns null for any other spelling
 */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** Returns bytes in lower-case hexadecimal, the spelling of all hashes. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** Reads a hash of 32 bytes from lower-case hexadecimal; null for any other text. */
function decodeHash(text: unknown): Buffer | null {
  return typeof text === "string" && /^[0-9a-f]{64}$/.test(text) ? Buffer.from(text, "hex") : null;
}

/** Returns the hashes of a path or a frontier whose form a reader has checked before. Any other text is left out. */
export function decodeHashes(texts: readonly string[]): Buffer[] {
  return texts.flatMap((text) => decodeHash(text) ?? []);
}

/** A line of an export, and its place. */
export interface LocatedLine {
  /** From 1. */
  line: number;
  /** The file of events, or the proof beside it. */
  file: "export" | "proof";
  /** The line as it is written, without the newline; empty for an event of another format. */
  text: string;
  content: ExportLine;
  /** Compares the line's other parts with the event's content, as soon as that is known. */
  compare?: (payload: string) => void;
}

const NEWLINE = 0x0a;

function decode(decoder: TextDecoder, bytes: Uint8Array, line: number, file: "export" | "proof"): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ExportFault("not-text", "This line is not UTF-8 text.", { line, file });
  }
}

/**
 * Splits a file into lines without their newlines. Invalid UTF-8 is refused: decoding it to replacement characters
 * would hide an edit.
 *
 * @param bytes the file in pieces, cut anywhere
 * @throws ExportFault naming the line that is not text
 */
export async function* splitLines(
  bytes: AsyncIterable<Uint8Array>,
  file: "export" | "proof" = "export",
): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let pieces: Uint8Array[] = [];
  let line = 1;
  for await (const chunk of bytes) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const whole =
        pieces.length === 0
          ? chunk.subarray(start, end)
          : Buffer.concat([...pieces, chunk.subarray(start, end)]);
      pieces = [];
      yield decode(decoder, whole, line, file);
      line += 1;
      start = end + 1;
    }
    if (start < chunk.length) pieces.push(chunk.subarray(start));
  }
  if (pieces.length > 0) yield decode(decoder, Buffer.concat(pieces), line, file);
}

/** Whether the keys of all objects in a value are in the order of RFC 8785: by UTF-16 code units, as `<` compares. */
function isInOrder(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(isInOrder);
  let last = "";
  for (const [key, inside] of Object.entries(value)) {
    if (key < last || !isInOrder(inside)) return false;
    last = key;
  }
  return true;
}

/**
 * Whether a text is the canonical form (RFC 8785) of the value that was parsed from it. Canonical JSON spells numbers
 * and texts as ECMAScript does. Where the keys are in order, `JSON.stringify` returns it ten times as fast as building
 * it anew.
 */
export function isCanonical(value: unknown, text: string): boolean {
  return (JSON.stringify(value) === text && isInOrder(value)) || canonicalize(value) === text;
}
