import "server-only";
import { v7 as uuidv7 } from "uuid";
import { type ActedBy, workspaceOfChain } from "@/lib/audit/event";
import { recordEvent } from "@/lib/audit/record-event";
import { database } from "@/lib/db/client";
import { findWebhook, openWebhookSecret, webhookTarget } from "./manage-webhooks";
import { postMessage } from "./post-message";

/** The receiver's answer to a test message. */
export interface WebhookTestResult {
  delivered: boolean;
  status: number | null;
  error: string | null;
  durationMs: number;
}

/**
 * Sends a signed message `{type: "audit.test"}` to a webhook now, once, even if it is paused.
 * @throws Problem `not_found`
 */
export async function testWebhook(chain: string, id: string, by: ActedBy): Promise<WebhookTestResult> {
  const { url, sealedSecret } = await findWebhook(database(), chain, id);
  const started = performance.now();
  const secret = openWebhookSecret({ webhookId: id, sealedSecret });
  const body = JSON.stringify({
    type: "audit.test",
    timestamp: new Date().toISOString(),
    data: { webhookId: id },
  });
  const result = secret
    ? await postMessage({ url, secret, id: `test_${uuidv7()}`, body })
    : { delivered: false, status: null, error: "The secret can't be opened. Replace it" };
  const { delivered, status, error } = result;
  await recordEvent(database(), {
    workspaceId: workspaceOfChain(chain),
    ...by,
    action: "audit_webhook.test",
    outcome: delivered ? "succeeded" : "failed",
    target: webhookTarget(id, url),
    detail: { status, error },
  });
  return { delivered, status, error, durationMs: Math.round(performance.now() - started) };
}
