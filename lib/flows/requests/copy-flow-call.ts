import { MASK } from "@/lib/flows/diff/secret-values";
import { CALL_FLOW_FIELDS, type CallFlowPath } from "@/lib/flows/fields/call-flow-fields";
import type { CallFlow, Webhook } from "@/lib/flows/model/call-flow";
import { withoutNulls } from "@/lib/json/json-value";
import { isBlank } from "@/lib/text/readable";
import { type CopyDraft, copiedBy, neverCopied, unreadByUs } from "./copied-fields";

/**
 * Returns a webhook as create requests spell it. Upstream quirks Q6 and Q11: headers are sent as an object, and
 * variables under another name than in answers.
 */
function sentWebhook(webhook: Webhook) {
  const { id: _, headers, variables, responseVariables, ...fields } = webhook;
  return withoutNulls({
    ...fields,
    headers:
      headers.length > 0 ? Object.fromEntries(headers.map(({ name, value }) => [name, value])) : undefined,
    variablesforcallflow:
      variables.length > 0 ? variables.map((variable) => withoutNulls(variable)) : undefined,
    responseVariables:
      responseVariables.length > 0 ? responseVariables.map((variable) => withoutNulls(variable)) : undefined,
  });
}

/** Whether a webhook's header values are known only as masked, since this read lacked them. */
function isMasked({ headers }: Webhook): boolean {
  return headers.some((header) => header.value === MASK);
}

function hasCustomWelcome({ customWelcomeMessage }: CallFlow): boolean {
  return !isBlank(customWelcomeMessage ?? "");
}

/** Returns the fields that this flow's copy lacks, besides those that every copy lacks. */
function leftOut(flow: CallFlow): CopyDraft["notCopied"] {
  const lacksText = flow.welcomeMessage === "ai_custom" && !hasCustomWelcome(flow);
  const why = "It needs a custom welcome message, and the flow has none";
  return [
    ...(lacksText ? [{ path: "/welcomeMessage", why }] : []),
    ...(flow.webhooks ?? []).filter(isMasked).map(({ name }) => ({
      path: "/webhooks",
      why: `Trillet did not tell the header values of "${name}": add it to the copy by hand`,
    })),
  ];
}

/** Returns the values of fields that have a copy rule of their own, by path; undefined leaves a field out. */
function ownRules(flow: CallFlow): Partial<Record<CallFlowPath, unknown>> {
  const custom = flow.welcomeMessage === "ai_custom";
  const webhooks = (flow.webhooks ?? []).filter((webhook) => !isMasked(webhook)).map(sentWebhook);
  return {
    // Upstream quirk Q7: no request may say "inbound", so the caller must choose another direction.
    "/direction": flow.direction === "inbound" ? undefined : flow.direction,
    "/welcomeMessage": custom && !hasCustomWelcome(flow) ? undefined : flow.welcomeMessage,
    "/customWelcomeMessage": custom && hasCustomWelcome(flow) ? flow.customWelcomeMessage : undefined,
    "/webhooks": webhooks.length > 0 ? webhooks : undefined,
  };
}

/** Leaves HIPAA compliance out where it is off, since new flows begin so, and files where there are none. */
function ownRulesLater({ settings }: CallFlow): Partial<Record<CallFlowPath, unknown>> {
  const files = settings.knowledgeBaseFiles ?? [];
  return {
    ...(settings.security.hipaaCompliance === true
      ? {}
      : { "/settings/security/hipaaCompliance": undefined }),
    ...(files.length > 0 ? {} : { "/settings/knowledgeBaseFiles": undefined }),
  };
}

const ONLY_LATER = Object.fromEntries(
  Object.entries(CALL_FLOW_FIELDS).filter(([, { life }]) => life === "later"),
);

/** Drafts the copy of a call flow: the documented create request, and the update that has to follow. */
export function callFlowCopy(flow: CallFlow): CopyDraft {
  const later = copiedBy("update", ONLY_LATER, flow, ownRulesLater(flow));
  const never = neverCopied(CALL_FLOW_FIELDS, flow, (path) =>
    path === "/promptType"
      ? flow.promptType === "simple"
      : path === "/promptVersions" && (flow.promptVersions ?? []).length < 2,
  );
  return {
    body: { ...copiedBy("create", CALL_FLOW_FIELDS, flow, ownRules(flow)), promptType: "simple" },
    later: Object.keys(later).length > 0 ? later : null,
    notCopied: [...never, ...leftOut(flow), ...unreadByUs("call_flow", flow)],
  };
}
