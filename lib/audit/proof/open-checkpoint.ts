import type { KeyObject } from "node:crypto";
import { type Checkpoint, checkpointOrigin, readCheckpoint } from "./checkpoint-text";
import { ExportFault } from "./export-fault";
import { readNote, unverifiedText } from "./signed-note";

/** A checkpoint from a note that may be older than the portal's present key. */
export interface EarlierCheckpoint {
  checkpoint: Checkpoint;
  /** Whether one of the keys signed it. If not, an unknown key did, or claims to: trust nothing in it. */
  believed: boolean;
}

/**
 * Returns a chain's checkpoint from a signed note. A key that was replaced since may have signed it.
 *
 * @param what its name in a message, such as "The checkpoint that was kept"
 * @param line its line, if it is part of the export
 * @throws ExportFault when it is no signed checkpoint, one of the keys' signatures is wrong, or it is another chain's
 */
export function openEarlierCheckpoint(
  note: string,
  chain: string,
  keys: readonly KeyObject[],
  what: string,
  line: number | null,
): EarlierCheckpoint {
  const checkpoint = readCheckpoint(unverifiedText(note) ?? "");
  if (checkpoint === null)
    throw new ExportFault("not-signed", `${what} is not a signed checkpoint.`, { line });
  if (checkpoint.chain !== chain) {
    const message = `${what} is one of the chain ${checkpoint.chain}, not of ${chain}.`;
    throw new ExportFault("checkpoint-of-other-chain", message, { line });
  }
  const { signer } = readNote(note, checkpointOrigin(chain), keys);
  if (signer === "nobody") throw notSigned(what, line);
  return { checkpoint, believed: signer === "believed" };
}

/**
 * Returns a chain's checkpoint from a note that one of these keys must have signed.
 *
 * @param what its name in a message, such as "The checkpoint of this export"
 * @param line its line, if it is part of the export
 * @throws ExportFault when none of the keys signed it, or it is another chain's
 */
export function openCheckpoint(
  note: string,
  chain: string,
  keys: readonly KeyObject[],
  what: string,
  line: number | null,
): Checkpoint {
  const { checkpoint, believed } = openEarlierCheckpoint(note, chain, keys, what, line);
  if (!believed) throw notSigned(what, line);
  return checkpoint;
}

function notSigned(what: string, line: number | null): ExportFault {
  return new ExportFault("not-signed", `${what} is not signed with this key, or was changed afterwards.`, {
    line,
  });
}
