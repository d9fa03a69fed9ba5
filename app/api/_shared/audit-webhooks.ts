import "server-only";
import { z } from "zod";
import { DELIVERY_STATES, listDeliveries } from "@/lib/audit/delivery/list-deliveries";
import { listWebhooks, readWebhook } from "@/lib/audit/delivery/list-webhooks";
import {
  addWebhook,
  pauseWebhook,
  removeWebhook,
  rotateWebhookSecret,
} from "@/lib/audit/delivery/manage-webhooks";
import { resendDeliveries } from "@/lib/audit/delivery/resend-deliveries";
import { testWebhook } from "@/lib/audit/delivery/test-webhook";
import { pageOf, pageQuery, uuidParameter } from "@/lib/bff/query";
import {
  deliveryListAnswer,
  newWebhookAnswer,
  resentAnswer,
  webhookAnswer,
  webhookListAnswer,
  webhookSecretAnswer,
  webhookTestAnswer,
} from "@/lib/openapi/answers/delivery-answers";
import { Problem } from "@/lib/problems/problem";
import type { LogKind } from "./log-kinds";
import { receiverUrl } from "./receiver-url";

async function webhookView(chain: string, id: string) {
  const webhook = await readWebhook(chain, id);
  if (!webhook) throw new Problem("not_found", "There is no such webhook");
  return webhook;
}

/** `…/audit-webhooks`. Only the answer to POST has the secret. */
export function webhookListRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.manage", {
      operationId: `list${scope}AuditWebhooks`,
      summary: `List the webhooks that the audit events of ${whose} are delivered to`,
      action: null,
      query: z.strictObject(pageQuery),
      answer: { description: "A page of webhooks.", schema: webhookListAnswer },
      handle: async ({ chain, query }) => ({ body: pageOf(await listWebhooks(chain), query) }),
    }),
    POST: route("audit.manage", {
      operationId: `add${scope}AuditWebhook`,
      summary: `Deliver every new audit event of ${whose} to an HTTPS address, signed in the Standard Webhooks format`,
      action: "audit_webhook.add",
      fresh: true,
      body: z.strictObject({ url: receiverUrl }),
      answer: {
        status: 201,
        description: "The webhook, and the secret that signs deliveries.",
        schema: newWebhookAnswer,
        headers: ["Location"],
      },
      problems: ["conflict"],
      handle: async ({ chain, path, body, requester }) => {
        const { id, secret } = await addWebhook(chain, body.url, requester);
        return {
          headers: { Location: `${path}/audit-webhooks/${id}` },
          body: { ...(await webhookView(chain, id)), secret },
        };
      },
    }),
  };
}

/** `…/audit-webhooks/{id}` */
export function webhookItemRoutes({ scope, route }: LogKind) {
  return {
    GET: route("audit.manage", {
      operationId: `read${scope}AuditWebhook`,
      summary: "Read a webhook and the state of its deliveries",
      action: null,
      answer: { description: "The webhook.", schema: webhookAnswer },
      handle: async ({ chain, params }) => ({ body: await webhookView(chain, uuidParameter(params, "id")) }),
    }),
    PATCH: route("audit.manage", {
      operationId: `pause${scope}AuditWebhook`,
      summary: "Pause a webhook, or resume it. Events wait meanwhile",
      action: "audit_webhook.pause",
      attempted: ({ paused }) => ({ action: paused ? "audit_webhook.pause" : "audit_webhook.resume" }),
      body: z.strictObject({ paused: z.boolean() }),
      answer: { description: "The webhook.", schema: webhookAnswer },
      handle: async ({ chain, params, body, requester }) => {
        const id = uuidParameter(params, "id");
        await pauseWebhook(chain, id, body.paused, requester);
        return { body: await webhookView(chain, id) };
      },
    }),
    DELETE: route("audit.manage", {
      operationId: `remove${scope}AuditWebhook`,
      summary: "Remove a webhook, and its undelivered events from the outbox",
      action: "audit_webhook.remove",
      answer: { status: 204, description: "The webhook is removed." },
      handle: async ({ chain, params, requester }) => {
        await removeWebhook(chain, uuidParameter(params, "id"), requester);
        return {};
      },
    }),
  };
}

/** `…/audit-webhooks/{id}/secret` */
export function webhookSecretRoutes({ scope, route }: LogKind) {
  return {
    POST: route("audit.manage", {
      operationId: `rotate${scope}AuditWebhookSecret`,
      summary: "Replace the secret that signs deliveries",
      action: "audit_webhook.rotate_secret",
      fresh: true,
      answer: { description: "The new secret.", schema: webhookSecretAnswer },
      handle: async ({ chain, params, requester }) => ({
        body: await rotateWebhookSecret(chain, uuidParameter(params, "id"), requester),
      }),
    }),
  };
}

/** `…/audit-webhooks/{id}/test` */
export function webhookTestRoutes({ scope, route }: LogKind) {
  return {
    POST: route("audit.manage", {
      operationId: `test${scope}AuditWebhook`,
      summary: "Send a signed test message now",
      action: "audit_webhook.test",
      answer: { description: "The result of the test, good or bad.", schema: webhookTestAnswer },
      handle: async ({ chain, params, requester }) => ({
        body: await testWebhook(chain, uuidParameter(params, "id"), requester),
      }),
    }),
  };
}

/** `…/audit-webhooks/{id}/deliveries` */
export function deliveryListRoutes({ scope, route }: LogKind) {
  return {
    GET: route("audit.manage", {
      operationId: `list${scope}AuditDeliveries`,
      summary: "List the events that a webhook has not accepted: waiting, or given up",
      action: null,
      query: z.strictObject({ ...pageQuery, state: z.enum(DELIVERY_STATES).default("dead") }),
      answer: { description: "A page of deliveries, in the order of the chain.", schema: deliveryListAnswer },
      handle: async ({ chain, params, query }) => ({
        body: await listDeliveries(chain, uuidParameter(params, "id"), query),
      }),
    }),
  };
}

/** `…/audit-webhooks/{id}/deliveries/resend` */
export function resendRoutes({ scope, route }: LogKind) {
  return {
    POST: route("audit.manage", {
      operationId: `resend${scope}AuditDeliveries`,
      summary: "Send events again that were given up: one of them, or all",
      action: "audit_webhook.resend",
      body: z.strictObject({ delivery: z.uuid().optional() }),
      answer: { description: "The number of events that are sent again.", schema: resentAnswer },
      handle: async ({ chain, params, body, requester }) => ({
        body: await resendDeliveries(chain, uuidParameter(params, "id"), body.delivery, requester),
      }),
    }),
  };
}
