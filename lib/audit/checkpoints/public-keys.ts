import "server-only";
import { keyFingerprint } from "@/lib/audit/proof/public-key";
import { listSigningKeys } from "./signing-key";

/** A public key as people look at it. */
export interface PublicKeyView {
  id: string;
  /** SHA-256 of the key's SPKI form, in hexadecimal: what keys are compared by. */
  fingerprint: string;
  /** SPKI, PEM. */
  pem: string;
  createdAt: string;
  /** Since when another one signs; null for the one that signs now. */
  retiredAt: string | null;
}

/**
 * The public keys that checkpoints are, or were, signed with; newest first.
 * @returns null when a key can't be opened: a page must be able to say so
 */
export async function publicKeys(): Promise<PublicKeyView[] | null> {
  try {
    return (await listSigningKeys()).map(({ id, publicKey, pem, createdAt, retiredAt }) => ({
      id,
      fingerprint: keyFingerprint(publicKey),
      pem,
      createdAt: createdAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
    }));
  } catch {
    return null;
  }
}
