import "server-only";
import { createHmac, randomBytes } from "node:crypto";

const PREFIX = "whsec_";
/** Standard Webhooks asks for 24 to 64 random bytes. */
const SECRET_BYTES = 32;

/** A new secret, as receivers are told it: `whsec_` and 32 random bytes in base64. */
export function newWebhookSecret(): string {
  return PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

/**
 * The headers that let a receiver know who sent a message and that it has not seen it yet (Standard Webhooks,
 * symmetric signatures): HMAC-SHA256 over `id.timestamp.body`, keyed with the bytes that the secret encodes.
 *
 * @param id the same for every try of one message, so that a receiver recognises a repetition
 * @param at when this try is made; receivers refuse what is too old
 */
export function signedHeaders(secret: string, id: string, body: string, at: Date): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), "base64");
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `v1,${signature}`,
  };
}
