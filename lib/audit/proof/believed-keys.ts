import type { KeyObject } from "node:crypto";
import { ExportFault } from "./export-fault";
import type { ExportHeader } from "./export-format";
import { readPublicKey, writePublicKey } from "./public-key";

/** The keys whose signatures count in a verification. */
export interface BelievedKeys {
  /** The key that the export names. */
  own: KeyObject;
  /** That one and, if keys were given, all of these: a portal that replaced its key has signed with several. */
  all: readonly KeyObject[];
  from: "given" | "export";
}

/**
 * The keys to believe: the given ones, among which must be the one that the export names, or else the export's own.
 *
 * @param line where the export names its key: its first line
 * @throws ExportFault when the export names no key, or one that wasn't given
 */
export function believedKeys(
  header: ExportHeader,
  given: readonly KeyObject[] = [],
  line: number,
): BelievedKeys {
  const own = readPublicKey(header.publicKey);
  if (own === null || writePublicKey(own) !== header.publicKey) {
    throw new ExportFault("not-a-key", "The export's public key is not an Ed25519 key in PEM form.", {
      line,
    });
  }
  if (given.length === 0) return { own, all: [own], from: "export" };
  if (given.some((key) => key.equals(own))) return { own, all: given, from: "given" };
  const message =
    "The export names another public key than the one given: it was signed by somebody else, or the portal replaced its key since, and the new one must be given too.";
  throw new ExportFault("other-key", message, { line });
}

/** What to say of a note that none of the believed keys signed, as the end of a sentence that begins with the note. */
export function signedWithOther(from: BelievedKeys["from"]): string {
  return from === "given"
    ? "is signed with another key than those given: after a key was replaced, give the former one too (--key, once for each)."
    : "is signed with another key than the export's own: after a key was replaced, give the former one and the new one (--key, once for each).";
}
