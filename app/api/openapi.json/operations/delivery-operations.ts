import * as portalResend from "@/app/api/audit-webhooks/[id]/deliveries/resend/route";
import * as portalDeliveries from "@/app/api/audit-webhooks/[id]/deliveries/route";
import * as portalWebhook from "@/app/api/audit-webhooks/[id]/route";
import * as portalSecret from "@/app/api/audit-webhooks/[id]/secret/route";
import * as portalTest from "@/app/api/audit-webhooks/[id]/test/route";
import * as portalWebhooks from "@/app/api/audit-webhooks/route";
import * as resend from "@/app/api/workspaces/[ws]/audit-webhooks/[id]/deliveries/resend/route";
import * as deliveries from "@/app/api/workspaces/[ws]/audit-webhooks/[id]/deliveries/route";
import * as webhook from "@/app/api/workspaces/[ws]/audit-webhooks/[id]/route";
import * as secret from "@/app/api/workspaces/[ws]/audit-webhooks/[id]/secret/route";
import * as test from "@/app/api/workspaces/[ws]/audit-webhooks/[id]/test/route";
import * as webhooks from "@/app/api/workspaces/[ws]/audit-webhooks/route";
import {
  deliveryListAnswer,
  newWebhookAnswer,
  resentAnswer,
  webhookAnswer,
  webhookListAnswer,
  webhookSecretAnswer,
  webhookTestAnswer,
} from "@/lib/openapi/answers/delivery-answers";
import type { Operation } from "@/lib/openapi/operation";

interface ChainModules {
  webhooks: typeof webhooks;
  webhook: typeof webhook;
  secret: typeof secret;
  test: typeof test;
  deliveries: typeof deliveries;
  resend: typeof resend;
}

const tag = "audit";

function webhookOperations(path: string, whose: string, on: ChainModules): Operation[] {
  return [
    {
      method: "get",
      path,
      tag,
      declaration: on.webhooks.GET.declaration,
      summary: `List the webhooks that the audit events of ${whose} are delivered to`,
      success: { description: "A page of webhooks.", schema: webhookListAnswer },
    },
    {
      method: "post",
      path,
      tag,
      declaration: on.webhooks.POST.declaration,
      summary: `Deliver every new audit event of ${whose} to an HTTPS address, signed as Standard Webhooks has it`,
      success: {
        status: 201,
        description: "The webhook, and the secret that signs deliveries.",
        schema: newWebhookAnswer,
        headers: ["Location"],
      },
      problems: ["conflict"],
    },
    {
      method: "get",
      path: `${path}/{id}`,
      tag,
      declaration: on.webhook.GET.declaration,
      summary: "Read a webhook and how it is doing",
      success: { description: "The webhook.", schema: webhookAnswer },
    },
    {
      method: "patch",
      path: `${path}/{id}`,
      tag,
      declaration: on.webhook.PATCH.declaration,
      summary: "Pause a webhook, or let it go on. Events wait meanwhile",
      success: { description: "The webhook.", schema: webhookAnswer },
    },
    {
      method: "delete",
      path: `${path}/{id}`,
      tag,
      declaration: on.webhook.DELETE.declaration,
      summary: "Remove a webhook, and what it has not taken yet from the outbox",
      success: { status: 204, description: "It is gone." },
    },
  ];
}

function actOperations(path: string, on: ChainModules): Operation[] {
  return [
    {
      method: "post",
      path: `${path}/{id}/secret`,
      tag,
      declaration: on.secret.POST.declaration,
      summary: "Replace the secret that signs deliveries",
      success: { description: "The new secret.", schema: webhookSecretAnswer },
    },
    {
      method: "post",
      path: `${path}/{id}/test`,
      tag,
      declaration: on.test.POST.declaration,
      summary: "Send a signed test message now",
      success: { description: "What came of it, be it good or bad.", schema: webhookTestAnswer },
    },
    {
      method: "get",
      path: `${path}/{id}/deliveries`,
      tag,
      declaration: on.deliveries.GET.declaration,
      summary: "List the events that a webhook has not taken: on their way, or given up",
      success: {
        description: "A page of deliveries, in the order of the chain.",
        schema: deliveryListAnswer,
      },
    },
    {
      method: "post",
      path: `${path}/{id}/deliveries/resend`,
      tag,
      declaration: on.resend.POST.declaration,
      summary: "Send events again that were given up: one of them, or all",
      success: { description: "How many are on their way again.", schema: resentAnswer },
    },
  ];
}

function chainOperations(path: string, whose: string, on: ChainModules): Operation[] {
  return [...webhookOperations(path, whose, on), ...actOperations(path, on)];
}

/** Webhooks that audit events are delivered to: each workspace's, and the portal's own. */
export const deliveryOperations: Operation[] = [
  ...chainOperations("/api/workspaces/{ws}/audit-webhooks", "a workspace", {
    webhooks,
    webhook,
    secret,
    test,
    deliveries,
    resend,
  }),
  ...chainOperations("/api/audit-webhooks", "the portal itself", {
    webhooks: portalWebhooks,
    webhook: portalWebhook,
    secret: portalSecret,
    test: portalTest,
    deliveries: portalDeliveries,
    resend: portalResend,
  }),
];
