import { z } from "zod";
import { type AuditDeliveryView, DELIVERY_STATES } from "@/lib/audit/delivery/list-deliveries";
import { type AuditWebhookView, WEBHOOK_STATES } from "@/lib/audit/delivery/list-webhooks";
import type { WebhookTestResult } from "@/lib/audit/delivery/test-webhook";
import { listOf, numberOrNull, textOrNull, time, timeOrNull } from "./answer-parts";
import { auditEventAnswer } from "./audit-answers";

const webhook = z.object({
  id: z.uuid(),
  url: z.url(),
  state: z
    .enum(WEBHOOK_STATES)
    .describe("`new` before the first attempt; `failing` when the last attempt failed."),
  createdAt: time,
  pausedAt: timeOrNull,
  lastDeliveredAt: timeOrNull,
  lastFailedAt: timeOrNull,
  lastError: textOrNull.describe("The error of the last attempt that failed."),
  waiting: z.int().describe("Events that are on their way."),
  dead: z.int().describe("Events that were given up; they can be sent again."),
  nextTryAt: timeOrNull,
  waitingSince: timeOrNull.describe("Since when the oldest event has been waiting."),
}) satisfies z.ZodType<AuditWebhookView>;

const secret = z
  .string()
  .describe(
    "`whsec_` and 32 bytes in base64: the key of the HMAC in `webhook-signature`. Never readable again.",
  );

export const webhookAnswer = webhook;
export const webhookListAnswer = listOf(webhook);
export const newWebhookAnswer = webhook.extend({ secret });
export const webhookSecretAnswer = z.object({ secret });

export const webhookTestAnswer: z.ZodType<WebhookTestResult> = z.object({
  delivered: z.boolean().describe("Whether a whole answer with a 2xx status came back."),
  status: numberOrNull,
  error: textOrNull,
  durationMs: z.int(),
});

const delivery: z.ZodType<AuditDeliveryView> = z.object({
  id: z.uuid(),
  sequence: z.int(),
  state: z.enum(DELIVERY_STATES),
  attempts: z.int().describe("Attempts that failed."),
  dueAt: time.describe("When the next attempt is due; for a dead one, when it was given up."),
  createdAt: time,
  lastStatus: numberOrNull,
  lastError: textOrNull,
  event: auditEventAnswer.nullable(),
  missing: z
    .enum(["removed", "unreadable"])
    .nullable()
    .describe("Why there is no event: retention has removed it, or somebody made it unreadable."),
});

export const deliveryListAnswer = listOf(delivery);
export const resentAnswer = z.object({ resent: z.int() });
