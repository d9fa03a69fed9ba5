import type { KeyObject } from "node:crypto";
import { type Checkpoint, checkpointOrigin, readCheckpoint } from "./checkpoint-text";
import { ExportFault } from "./export-fault";
import { openNote, unverifiedText } from "./signed-note";

/**
 * A chain's checkpoint out of its signed note.
 *
 * @param what how a message names it, such as "The checkpoint of this export"
 * @param line where it stands, if it stands in the export
 * @throws ExportFault when the key didn't sign it, or it is another chain's
 */
export function openCheckpoint(
  note: string,
  chain: string,
  key: KeyObject,
  what: string,
  line: number | null,
): Checkpoint {
  const told = readCheckpoint(unverifiedText(note) ?? "");
  if (told === null) throw new ExportFault("not-signed", `${what} is not a signed checkpoint.`, { line });
  if (told.chain !== chain) {
    const message = `${what} is one of the chain ${told.chain}, not of ${chain}.`;
    throw new ExportFault("checkpoint-of-other-chain", message, { line });
  }
  if (openNote(note, checkpointOrigin(chain), key) !== null) return told;
  throw new ExportFault("not-signed", `${what} is not signed with this key, or was changed afterwards.`, {
    line,
  });
}
