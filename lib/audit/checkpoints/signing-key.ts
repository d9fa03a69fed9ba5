import "server-only";
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { SYSTEM_ACTOR } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database, type Transaction } from "@/lib/db/client";
import { seal, signingKeyBinding, unseal } from "@/lib/vault/vault";

/** A key pair that signs checkpoints (Ed25519). */
export interface SigningKey {
  /** The first 16 hex digits of SHA-256 over the public key in DER. */
  id: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** The public key as auditors keep it: SPKI, PEM. */
  pem: string;
}

/** Any number that nothing else locks with: replicas that start together must not make a key each. */
const KEY_LOCK = 5_177_024;

function keyId(publicKey: KeyObject): string {
  return createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);
}

/**
 * Opens a stored key. Everything about it follows from the sealed private half: a public key that somebody writes into
 * the table convinces nobody.
 *
 * @throws VaultError when the private half can't be opened with the keyring
 */
function openKey(row: { id: string; sealedPrivateKey: string }): SigningKey {
  const privateKey = createPrivateKey(unseal(row.sealedPrivateKey, signingKeyBinding(row.id)));
  const publicKey = createPublicKey(privateKey);
  return {
    id: row.id,
    privateKey,
    publicKey,
    pem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** Makes a key and puts it on record in the portal's chain. */
export async function addSigningKey(
  tx: Transaction,
  by = { actor: SYSTEM_ACTOR, request: null },
): Promise<SigningKey> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const id = keyId(publicKey);
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const secret = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  await tx.auditSigningKey.create({
    data: { id, publicKey: pem, sealedPrivateKey: seal(secret, signingKeyBinding(id)) },
  });
  await recordEvent(tx, {
    workspaceId: null,
    ...by,
    action: "signing_key.create",
    outcome: "succeeded",
    target: { type: "signing_key", id, name: null },
  });
  return { id, privateKey, publicKey, pem };
}

/** The key that signs now; made when there is none yet. */
export async function currentSigningKey(): Promise<SigningKey> {
  const current = async (tx: Transaction) =>
    await tx.auditSigningKey.findFirst({ where: { retiredAt: null }, orderBy: { createdAt: "desc" } });
  const row = await current(database());
  if (row) return openKey(row);
  return await database().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${KEY_LOCK})`;
    const made = await current(tx);
    return made ? openKey(made) : await addSigningKey(tx);
  });
}

/** All keys that this portal signs or signed with, newest first. */
export async function listSigningKeys(): Promise<SigningKey[]> {
  const rows = await database().auditSigningKey.findMany({ orderBy: { createdAt: "desc" } });
  return rows.map(openKey);
}
