import { emptyRoot, HASH_BYTES } from "./merkle-tree";
import { decodeBase64 } from "./text-forms";

/** The state of a chain at a moment: the text of a signed checkpoint. */
export interface Checkpoint {
  /** A workspace's id, or "portal". */
  chain: string;
  /** How many events the chain had. */
  size: number;
  /** The root of the tree over their hashes. */
  root: Buffer;
  /** The last event's hash in hexadecimal; empty for an empty chain. */
  head: string;
  /** When it was signed: RFC 3339, UTC. */
  time: string;
}

const CHAIN = /^[A-Za-z0-9._-]{1,100}$/;
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

/** Reads a decimal number from 0 as the formats here write it: no sign, no leading zeros. Null for anything else. */
export function readCount(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9]\d{0,15})$/.test(text)) return null;
  const count = Number(text);
  return Number.isSafeInteger(count) ? count : null;
}

/** Whether a text is a moment in the one spelling that signed texts use: RFC 3339 in UTC. */
export function isUtcTime(text: string | undefined): text is string {
  return text !== undefined && UTC_TIME.test(text) && !Number.isNaN(Date.parse(text));
}

/** The name of a chain in signed texts; also the name of the key that signs its checkpoints. */
export function checkpointOrigin(chain: string): string {
  return `switchboard/${chain}`;
}

/**
 * Writes the text to sign: a checkpoint of a transparency log (c2sp.org/tlog-checkpoint), with the chain's last hash
 * and the time as extension lines.
 * @throws TypeError when the values make no checkpoint
 */
export function writeCheckpoint(checkpoint: Checkpoint): string {
  const { chain, size, root, head, time } = checkpoint;
  const lines = [checkpointOrigin(chain), size, root.toString("base64"), `chain ${head}`, `time ${time}`];
  const text = `${lines.join("\n")}\n`;
  if (readCheckpoint(text) === null) throw new TypeError("these values make no checkpoint");
  return text;
}

/** Reads a text of `writeCheckpoint`; null for any other text. Check the signature first. */
export function readCheckpoint(text: string): Checkpoint | null {
  const [origin = "", sizeLine, rootLine = "", headLine = "", timeLine = "", ...rest] = text.split("\n");
  if (rest.length !== 1 || rest[0] !== "") return null;
  const chain = origin.startsWith("switchboard/") ? origin.slice("switchboard/".length) : "";
  const size = readCount(sizeLine);
  const root = decodeBase64(rootLine);
  const head = /^chain ((?:[0-9a-f]{64})?)$/.exec(headLine)?.[1];
  const time = /^time (.+)$/.exec(timeLine)?.[1];
  if (!CHAIN.test(chain) || size === null || root?.length !== HASH_BYTES || !isUtcTime(time)) return null;
  if (head === undefined || (head === "") !== (size === 0)) return null;
  if (size === 0 && !root.equals(emptyRoot())) return null;
  return { chain, size, root, head, time };
}
