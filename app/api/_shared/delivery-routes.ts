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
import { LONGEST_RECEIVER, receiverFault } from "@/lib/audit/rules";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { uuidParameter } from "@/lib/bff/path-parameters";
import { newWebhookAnswer } from "@/lib/openapi/answers/delivery-answers";
import { Problem } from "@/lib/problems/problem";
import { type OnBothChains, onBothChains } from "./audit-chain-route";

const receiverUrl = z
  .string()
  .max(LONGEST_RECEIVER)
  .superRefine((text, context) => {
    const fault = receiverFault(text);
    if (fault) context.addIssue({ code: "custom", message: fault });
  });

const listQuery = z.strictObject(pageQuery);
const deliveriesQuery = z.strictObject({ ...pageQuery, state: z.enum(DELIVERY_STATES).default("dead") });
const addBody = z.strictObject({ url: receiverUrl });
const pauseBody = z.strictObject({ paused: z.boolean() });
const resendBody = z.strictObject({ delivery: z.uuid().optional() });

async function webhookView(chain: string, id: string) {
  const webhook = await readWebhook(chain, id);
  if (!webhook) throw new Problem("not_found", "There is no such webhook");
  return webhook;
}

/** `GET …/audit-webhooks` */
export const webhookList: OnBothChains = onBothChains("audit.manage", {
  action: null,
  query: listQuery,
  handle: async ({ chain, query }) => ({ body: pageOf(await listWebhooks(chain), query) }),
});

/** `POST …/audit-webhooks`: answers the secret, once. */
export const webhookAdd: OnBothChains = onBothChains("audit.manage", {
  summary: (whose) =>
    `Deliver every new audit event of ${whose} to an HTTPS address, signed as Standard Webhooks has it`,
  tag: "audit",
  action: "audit_webhook.add",
  body: addBody,
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
      status: 201,
      headers: { Location: `${path}/audit-webhooks/${id}` },
      body: { ...(await webhookView(chain, id)), secret },
    };
  },
});

/** `GET …/audit-webhooks/{id}` */
export const webhookRead: OnBothChains = onBothChains("audit.manage", {
  action: null,
  handle: async ({ chain, params }) => ({ body: await webhookView(chain, uuidParameter(params, "id")) }),
});

/** `PATCH …/audit-webhooks/{id}`: pauses it, or lets it go on. */
export const webhookPause: OnBothChains = onBothChains("audit.manage", {
  action: "audit_webhook.pause",
  tried: ({ paused }) => ({ action: paused ? "audit_webhook.pause" : "audit_webhook.resume" }),
  body: pauseBody,
  handle: async ({ chain, params, body, requester }) => {
    const id = uuidParameter(params, "id");
    await pauseWebhook(chain, id, body.paused, requester);
    return { body: await webhookView(chain, id) };
  },
});

/** `DELETE …/audit-webhooks/{id}` */
export const webhookRemove: OnBothChains = onBothChains("audit.manage", {
  action: "audit_webhook.remove",
  handle: async ({ chain, params, requester }) => {
    await removeWebhook(chain, uuidParameter(params, "id"), requester);
    return { status: 204 };
  },
});

/** `POST …/audit-webhooks/{id}/secret`: a new one, answered once. */
export const webhookSecret: OnBothChains = onBothChains("audit.manage", {
  action: "audit_webhook.rotate_secret",
  handle: async ({ chain, params, requester }) => ({
    body: await rotateWebhookSecret(chain, uuidParameter(params, "id"), requester),
  }),
});

/** `POST …/audit-webhooks/{id}/test` */
export const webhookTest: OnBothChains = onBothChains("audit.manage", {
  action: "audit_webhook.test",
  handle: async ({ chain, params, requester }) => ({
    body: await testWebhook(chain, uuidParameter(params, "id"), requester),
  }),
});

/** `GET …/audit-webhooks/{id}/deliveries` */
export const webhookDeliveries: OnBothChains = onBothChains("audit.manage", {
  action: null,
  query: deliveriesQuery,
  handle: async ({ chain, params, query }) => ({
    body: await listDeliveries(chain, uuidParameter(params, "id"), query),
  }),
});

/** `POST …/audit-webhooks/{id}/deliveries/resend`: one that was given up, or all of them. */
export const webhookResend: OnBothChains = onBothChains("audit.manage", {
  action: "audit_webhook.resend",
  body: resendBody,
  handle: async ({ chain, params, body, requester }) => ({
    body: await resendDeliveries(chain, uuidParameter(params, "id"), body.delivery, requester),
  }),
});
