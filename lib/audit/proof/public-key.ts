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

/** The PEM form (SPKI) in which keys travel. */
export function writePublicKey(key: KeyObject): string {
  return key.export({ type: "spki", format: "pem" }).toString();
}

/** What people compare keys by: SHA-256 of the key's SPKI form, in hexadecimal. */
export function keyFingerprint(key: KeyObject): string {
  return hash("sha256", key.export({ type: "spki", format: "der" }), "hex");
}
