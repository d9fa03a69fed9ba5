import { createPublicKey, hash, type KeyObject } from "node:crypto";
import { ExportFault } from "./export-fault";
import type { ExportHeader } from "./export-format";

/**
 * An Ed25519 public key from its PEM form (SPKI).
 * @returns null when it is no such key
 */
function readPublicKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

/**
 * Reads Ed25519 public keys that follow each other in PEM form: a portal that replaced its key has several.
 * @returns null when there is none, or one of them is no such key
 */
export function readPublicKeys(pem: string): KeyObject[] | null {
  const blocks = pem.split(/(?=-----BEGIN )/).filter((block) => block.startsWith("-----BEGIN "));
  const keys = blocks.flatMap((block) => readPublicKey(block) ?? []);
  return keys.length > 0 && keys.length === blocks.length ? keys : null;
}

/** Returns the PEM form (SPKI) of a key. */
export function writePublicKey(key: KeyObject): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

/** Returns SHA-256 of the key's SPKI form, in hexadecimal. People compare keys by it. */
export function keyFingerprint(key: KeyObject): string {
  return hash("sha256", key.export({ type: "spki", format: "der" }), "hex");
}

/** The trusted keys of a verification. */
export interface BelievedKeys {
  /** The key that the export names. */
  own: KeyObject;
  /** The export's key and, if keys were given, all of these: a portal that replaced its key has signed with several. */
  all: readonly KeyObject[];
  from: "given" | "export";
}

/**
 * Returns the trusted keys: the given ones, or else the export's own. The key that the export names must be a given
 * one.
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

/** Explains that no trusted key signed a note: the end of a sentence that begins with the note. */
export function signedWithOther(from: BelievedKeys["from"]): string {
  return from === "given"
    ? "is signed with another key than those given: after a key was replaced, give the former one too (--key, once for each)."
    : "is signed with another key than the export's own: after a key was replaced, give the former one and the new one (--key, once for each).";
}

/** The inputs of a verification besides the export. */
export interface VerifyOptions {
  /**
   * The trusted keys: the portal's present one and, after it was replaced, its former ones. Without keys the export's
   * own is used, which proves only that the file is consistent.
   */
  publicKeys?: readonly KeyObject[];
  /** Signed checkpoints that were kept elsewhere, to compare the export with. */
  kept?: string[];
  /** The proof that belongs to an export in another format: the lines of the file beside it. */
  proof?: AsyncIterable<string>;
  /** Called after every event with their number so far. */
  onProgress?: (events: number) => void;
}
