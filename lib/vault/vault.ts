import "server-only";
import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const VERSION = "v1";
/** NIST SP 800-38D recommends 96-bit nonces for GCM. Each seal draws a new one. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Random bytes for this many nonces are drawn at once: a draw is a call of the system, and costs more than the cipher. */
const NONCES_DRAWN = 256;
let drawn = Buffer.alloc(0);

/** Returns bytes that no other call gets. */
function freshNonce(): Buffer {
  if (drawn.length === 0) drawn = randomBytes(NONCES_DRAWN * NONCE_BYTES);
  const nonce = drawn.subarray(0, NONCE_BYTES);
  drawn = drawn.subarray(NONCE_BYTES);
  return nonce;
}

/** A sealed text that can't be opened: it belongs to another row, was altered, or its key has left the keyring. */
export class VaultError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "VaultError";
  }
}

/**
 * Seals a secret with the keyring's first key (AES-256-GCM).
 *
 * @param secret the text to hide
 * @param boundTo the name of the row and column that it belongs to, such as `workspace:<id>:api-key`. The name is
 *   authenticated with the text, so that a sealed value copied to another row doesn't open there.
 * @returns `v1.<key id>.<nonce, tag and ciphertext in base64url>`
 * @throws VaultError when the keyring is empty
 */
export function seal(secret: string, boundTo: string): string {
  const [entry] = env().PORTAL_KEYRING;
  if (!entry) throw new VaultError("the keyring has no key");
  const [keyId, key] = entry;
  const nonce = freshNonce();
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(boundTo, "utf8"));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return [VERSION, keyId, Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")].join(
    ".",
  );
}

/**
 * Opens a text that `seal` made for the same row and column.
 * @returns the secret
 * @throws VaultError when the text was made for another row, was altered, or its key is not in the keyring
 */
export function unseal(sealed: string, boundTo: string): string {
  const [version, keyId, text] = sealed.split(".");
  const key = env().PORTAL_KEYRING.get(keyId ?? "");
  if (version !== VERSION || !text || !key) {
    throw new VaultError(`a secret was sealed with key ${keyId ?? "?"}, which PORTAL_KEYRING does not hold`);
  }
  const bytes = Buffer.from(text, "base64url");
  try {
    // Text that was cut off lacks a whole nonce or tag, and that is an error here already.
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(boundTo, "utf8"));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const head = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, "utf8");
    return head + decipher.final("utf8");
  } catch {
    throw new VaultError("a secret was altered, or belongs to another row");
  }
}

/** Returns the `boundTo` of a workspace's API key. */
export function apiKeyBinding(workspaceId: string): string {
  return `workspace:${workspaceId}:api-key`;
}

/** Returns the `boundTo` of the key of a workspace's digests. */
export function digestKeyBinding(workspaceId: string): string {
  return `workspace:${workspaceId}:digest-key`;
}

/** Returns the `boundTo` of a revision's upstream answer. */
export function revisionBinding(revisionId: string): string {
  return `revision:${revisionId}:raw`;
}

/** Returns the `boundTo` of the private half of a key that signs checkpoints. */
export function signingKeyBinding(keyId: string): string {
  return `audit-signing-key:${keyId}`;
}

/** Returns the `boundTo` of the secret that signs a webhook's deliveries. */
export function webhookSecretBinding(webhookId: string): string {
  return `audit-webhook:${webhookId}:secret`;
}

/** Returns the `boundTo` of the secret by which an identity provider knows this portal. */
export function providerSecretBinding(providerId: string): string {
  return `sign-in-provider:${providerId}:secret`;
}

/** Returns the `boundTo` of what an identity provider said of a person, in their session. */
export function idTokenBinding(providerId: string): string {
  return `sign-in-provider:${providerId}:id-token`;
}

/** Returns the `boundTo` of a sign-in at an identity provider that is under way, in the browser's cookie. */
export function signInStateBinding(providerId: string): string {
  return `sign-in-provider:${providerId}:state`;
}

/** Returns the `boundTo` of a mail's subject and text. */
export function mailBinding(mailId: string): string {
  return `mail:${mailId}:text`;
}

/** Returns the `boundTo` of what a job is to do. */
export function jobBinding(jobId: string): string {
  return `job:${jobId}:work`;
}

/** Returns the `boundTo` of the request for a flow that a job is to make. */
export function newFlowBinding(id: string): string {
  return `job-new-flow:${id}:body`;
}

/** Returns the `boundTo` of what a transfer sends for one flow. */
export function transferItemBinding(itemId: string): string {
  return `transfer-item:${itemId}:work`;
}

/** Returns the `boundTo` of the values of headers that a map between two workspaces has. */
export function mapHeadersBinding(mapId: string): string {
  return `transfer-map:${mapId}:headers`;
}

/** Returns the `boundTo` of the secret of a person's authenticator app. */
export function appSecretBinding(appId: string): string {
  return `authenticator-app:${appId}:secret`;
}

/** Returns the `boundTo` of the address of a person's channel for notices. */
export function channelUrlBinding(channelId: string): string {
  return `notice-channel:${channelId}:url`;
}

/** Returns the `boundTo` of the secret that signs what is sent to a person's channel for notices. */
export function channelSecretBinding(channelId: string): string {
  return `notice-channel:${channelId}:secret`;
}
