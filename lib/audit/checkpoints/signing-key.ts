import "server-only";
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { type ActedBy, SYSTEM_ACTOR } from "@/lib/audit/event";
import { keyFingerprint, writePublicKey } from "@/lib/audit/proof/keys";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import type { AuditSigningKey } from "@/lib/db/generated/client";
import { Problem } from "@/lib/problems/problem";
import { seal, signingKeyBinding, unseal, VaultError } from "@/lib/vault/vault";

/** A key pair that signs checkpoints (Ed25519). */
export interface SigningKey {
  /** The first 16 hex digits of SHA-256 over the public key in DER. */
  id: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The public key as auditors keep it: SPKI, PEM. */
  pem: string;
  createdAt: Date;
  /** The time from which another key signs; null for the one that signs now. */
  retiredAt: Date | null;
}

/** An arbitrary number that no other lock uses. */
const KEY_LOCK = 5_177_024;

function keyId(publicKey: KeyObject): string {
  return keyFingerprint(publicKey).slice(0, 16);
}

/**
 * Opens a stored key. Everything about the key is derived from the sealed private half, so that a public key written
 * into the table by an attacker is worthless.
 *
 * @throws VaultError when the private half can't be opened with the keyring
 */
function openKey({ id, sealedPrivateKey, createdAt, retiredAt }: AuditSigningKey): SigningKey {
  const privateKey = createPrivateKey(unseal(sealedPrivateKey, signingKeyBinding(id)));
  const publicKey = createPublicKey(privateKey);
  return { id, privateKey, publicKey, pem: writePublicKey(publicKey), createdAt, retiredAt };
}

/** Only one of several replicas that start together may make a key. */
async function lockSigningKeys(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${KEY_LOCK})`;
}

/** Makes a key, and records the event in the portal's chain. */
async function addSigningKey(
  tx: Transaction,
  action: "signing_key.create" | "signing_key.rotate",
  by: ActedBy,
): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const id = keyId(publicKey);
  const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const row = await tx.auditSigningKey.create({
    data: { id, publicKey: writePublicKey(publicKey), sealedPrivateKey: seal(secret, signingKeyBinding(id)) },
  });
  await recordEvent(tx, {
    workspaceId: null,
    ...by,
    action,
    outcome: "succeeded",
    target: { type: "signing_key", id, name: null },
  });
  return openKey(row);
}

/** The key that signs now. The first call makes one. */
export async function currentSigningKey(): Promise<SigningKey> {
  const current = async (tx: Transaction) =>
    await tx.auditSigningKey.findFirst({ where: { retiredAt: null }, orderBy: { createdAt: "desc" } });
  const row = await current(database());
  if (row) return openKey(row);
  return await database().$transaction(async (tx) => {
    await lockSigningKeys(tx);
    const made = await current(tx);
    return made
      ? openKey(made)
      : await addSigningKey(tx, "signing_key.create", { actor: SYSTEM_ACTOR, request: null });
  });
}

/**
 * All keys that sign or signed for this portal, newest first.
 * @throws VaultError when one of them can't be opened with the keyring
 */
export async function listSigningKeys(): Promise<SigningKey[]> {
  const rows = await database().auditSigningKey.findMany({ orderBy: { createdAt: "desc" } });
  return rows.map(openKey);
}

/** All keys; null when one of them can't be opened: then no signature can be checked. */
export async function signingKeysOrNull(): Promise<SigningKey[] | null> {
  try {
    return await listSigningKeys();
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

/** Retires the key that signs now and makes a new one. The old key's row stays, so that its notes stay valid. */
export async function rotateSigningKey(by: ActedBy): Promise<SigningKey> {
  return await database().$transaction(async (tx) => {
    await lockSigningKeys(tx);
    await tx.auditSigningKey.updateMany({ where: { retiredAt: null }, data: { retiredAt: new Date() } });
    return await addSigningKey(tx, "signing_key.rotate", by);
  });
}

/** A public key as people see it and the API shows it. */
export interface PublicKeyView {
  id: string;
  /** SPKI, PEM. */
  publicKey: string;
  /** SHA-256 of the key's SPKI form, in hexadecimal. People compare keys by it. */
  fingerprint: string;
  createdAt: string;
  /** The time from which another key signs; null for the one that signs now. */
  retiredAt: string | null;
}

/** The public part of a signing key. */
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
 * The public keys of all checkpoints, newest first.
 * @returns null when a key can't be opened: a page must be able to say so
 */
export async function listPublicKeys(): Promise<PublicKeyView[] | null> {
  return (await signingKeysOrNull())?.map(publicKeyView) ?? null;
}

/**
 * Returns the same keys, for an answer that can't do without them.
 * @throws Problem `conflict` when a key can't be opened
 */
export async function requirePublicKeys(): Promise<PublicKeyView[]> {
  const keys = await listPublicKeys();
  if (keys) return keys;
  throw new Problem(
    "conflict",
    "A signing key can't be opened: it was altered, or PORTAL_KEYRING lacks the key that sealed it. An operator has to put that one back",
  );
}
