import { createPublicKey, hash, type KeyObject } from "node:crypto";

/**
 * An Ed25519 public key from its PEM form (SPKI).
 * @returns null when it is no such key
 */
export function readPublicKey(pem: string): KeyObject | null {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ed25519" ? key : null;
  } catch {
    return null;
  }
}

/**
 * One or more Ed25519 public keys that stand one after the other in PEM form: a portal that replaced its key has several.
 * @returns null when there is none, or one of them is no such key
 */
export function readPublicKeys(pem: string): KeyObject[] | null {
  const blocks = pem.split(/(?=-----BEGIN )/).filter((block) => block.startsWith("-----BEGIN "));
  const keys = blocks.flatMap((block) => readPublicKey(block) ?? []);
  return keys.length > 0 && keys.length === blocks.length ? keys : null;
}

/** The PEM form (SPKI) in which keys travel. */
export function writePublicKey(key: KeyObject): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

/** What people compare keys by: SHA-256 of the key's SPKI form, in hexadecimal. */
export function keyFingerprint(key: KeyObject): string {
  return hash("sha256", key.export({ type: "spki", format: "der" }), "hex");
}
