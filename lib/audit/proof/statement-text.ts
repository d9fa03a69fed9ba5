import { hash } from "node:crypto";
import { checkpointOrigin, isUtcTime, readCount } from "./checkpoint-text";

/** What the portal signs at the end of an export: that exactly so many events of the tree matched the filter. */
interface ExportStatement {
  chain: string;
  /** The size of the checkpoint's tree. */
  size: number;
  /** The filter as canonical JSON (RFC 8785). */
  filter: string;
  /** How many events matched, and are in the export. */
  events: number;
  /** The fingerprint of the export's first line, as `headerDigest` gives it. */
  header: string;
  /** When it was signed: RFC 3339, UTC. */
  time: string;
}

/** The name of a chain's exports in signed texts; also the name of the key that signs statements about them. */
export function statementOrigin(chain: string): string {
  return `${checkpointOrigin(chain)}/export`;
}

/**
 * The fingerprint of an export's first line: SHA-256, in hexadecimal. Signed in the statement, since what that line tells
 * beyond the checkpoint (the chain's name, what stood before the first event) is covered by nothing else.
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

/** Reads what `writeStatement` wrote; null for any other text. Check the signature first. */
export function readStatement(text: string): ExportStatement | null {
  const form =
    /^switchboard\/([^\n/]+)\/export\ntree (\d+)\nfilter (\{[^\n]*\})\nevents (\d+)\nheader ([0-9a-f]{64})\ntime ([^\n]+)\n$/;
  const [, chain, tree, filter, matched, header, time] = form.exec(text) ?? [];
  const size = readCount(tree);
  const events = readCount(matched);
  if (chain === undefined || filter === undefined || header === undefined || !isUtcTime(time)) return null;
  return size === null || events === null ? null : { chain, size, filter, events, header, time };
}
