import "server-only";
import { keyFingerprint } from "@/lib/audit/proof/public-key";
import { Problem } from "@/lib/problems/problem";
import { type SigningKey, signingKeysOrNull } from "./signing-key";

/** A public key as people look at it, and the API gives it. */
export interface PublicKeyView {
  id: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** SHA-256 of the key's SPKI form, in hexadecimal: what keys are compared by. */
  fingerprint: string;
  createdAt: string;
  /** Since when another one signs; null for the one that signs now. */
  retiredAt: string | null;
}

/** What everybody may see of a signing key. */
export function publicKeyView({ id, publicKey, pem, createdAt, retiredAt }: SigningKey): PublicKeyView {
  return {
    id,
    publicKey: pem,
    fingerprint: keyFingerprint(publicKey),
    createdAt: createdAt.toISOString(),
    retiredAt: retiredAt?.toISOString() ?? null,
  };
}

/**
 * The public keys that checkpoints are, or were, signed with; newest first.
 * @returns null when a key can't be opened: a page must be able to say so
 */
export async function listPublicKeys(): Promise<PublicKeyView[] | null> {
  return (await signingKeysOrNull())?.map(publicKeyView) ?? null;
}

/**
 * The same keys, for an answer that needs them.
 * @throws Problem `internal` when a key can't be opened
 */
export async function requirePublicKeys(): Promise<PublicKeyView[]> {
  const keys = await listPublicKeys();
  if (keys) return keys;
  throw new Problem(
    "internal",
    "A signing key can't be opened: it was altered, or the keyring lacks its key",
  );
}
