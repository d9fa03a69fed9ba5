import { hash } from "node:crypto";
import { checkpointOrigin, isUtcTime, readCount } from "./checkpoint-text";

/** The portal's signed statement at the end of an export: exactly so many events of the tree matched the filter. */
interface ExportStatement {
  chain: string;
  /** The size of the checkpoint's tree. */
  size: number;
  /** The filter as canonical JSON (RFC 8785). */
  filter: string;
  /** The number of events that matched, and are in the export. */
  events: number;
  /** The fingerprint of the export's first line, as of `headerDigest`. */
  header: string;
  /** When it was signed: RFC 3339, UTC. */
  time: string;
}

/** The name of a chain's exports in signed texts; also the name of the key that signs statements about them. */
export function statementOrigin(chain: string): string {
  return `${checkpointOrigin(chain)}/export`;
}

/**
 * Returns the fingerprint of an export's first line: SHA-256, in hexadecimal. The statement signs it, since nothing
 * else covers that line's facts beyond the checkpoint (the chain's name, the state before the first event).
 *
 * @param line the line without its newline
 */
export function headerDigest(line: string): string {
  return hash("sha256", line, "hex");
}

/**
 * The text to sign.
 * @throws TypeError when the values make no statement
 */
export function writeStatement(statement: ExportStatement): string {
  const { chain, size, filter, events, header, time } = statement;
  const lines = [
    statementOrigin(chain),
    `tree ${size}`,
    `filter ${filter}`,
    `events ${events}`,
    `header ${header}`,
    `time ${time}`,
  ];
  const text = `${lines.join("\n")}\n`;
  if (readStatement(text) === null) throw new TypeError("these values make no statement");
  return text;
}

/** Reads a text of `writeStatement`; null for any other text. Check the signature first. */
export function readStatement(text: string): ExportStatement | null {
  const form =
    /^switchboard\/([^\n/]+)\/export\ntree (\d+)\nfilter (\{[^\n]*\})\nevents (\d+)\nheader ([0-9a-f]{64})\ntime ([^\n]+)\n$/;
  const [, chain, tree, filter, matched, header, time] = form.exec(text) ?? [];
  const size = readCount(tree);
  const events = readCount(matched);
  if (chain === undefined || filter === undefined || header === undefined || !isUtcTime(time)) return null;
  return size === null || events === null ? null : { chain, size, filter, events, header, time };
}
