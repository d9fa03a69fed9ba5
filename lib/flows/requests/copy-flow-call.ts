import { MASK } from "@/lib/flows/diff/secret-values";
import { CALL_FLOW_FIELDS, type CallFlowPath } from "@/lib/flows/fields/call-flow-fields";
import type { CallFlow, Webhook } from "@/lib/flows/model/call-flow";
import { type CopyDraft, copiedBy, neverCopied, told, unknownToUs } from "./copied-fields";

/** Upstream quirks Q6 and Q11: headers are sent as an object, variables under another name than they come back. */
function sentWebhook(webhook: Webhook) {
  const { id: _, headers, variables, responseVariables, ...fields } = webhook;
  return told({
    ...fields,
    headers:
      headers.length > 0 ? Object.fromEntries(headers.map(({ name, value }) => [name, value])) : undefined,
    variablesforcallflow: variables.length > 0 ? variables.map((variable) => told(variable)) : undefined,
    responseVariables:
      responseVariables.length > 0 ? responseVariables.map((variable) => told(variable)) : undefined,
  });
}

/** A value that is only known as masked: the upstream has not told it in this reading. */
function isMasked({ headers }: Webhook): boolean {
  return headers.some((header) => header.value === MASK);
}

function hasCustomWelcome({ customWelcomeMessage }: CallFlow): boolean {
  return (customWelcomeMessage ?? "").trim() !== "";
}

/** What is left out of this very flow's copy, besides what no copy has. */
function leftOut(flow: CallFlow): CopyDraft["notCopied"] {
  const lacksText = flow.welcomeMessage === "ai_custom" && !hasCustomWelcome(flow);
  const why = "It needs a custom welcome message, and the flow has none";
  return [
    ...(lacksText ? [{ path: "/welcomeMessage", why }] : []),
    ...(flow.webhooks ?? []).filter(isMasked).map(({ name }) => ({
      path: "/webhooks",
      why: `The upstream did not tell the header values of "${name}": add it to the copy by hand`,
    })),
  ];
}

/** The fields that are copied by a rule of their own; undefined leaves one out. */
function ownRules(flow: CallFlow): Partial<Record<CallFlowPath, unknown>> {
  const custom = flow.welcomeMessage === "ai_custom";
  const webhooks = (flow.webhooks ?? []).filter((webhook) => !isMasked(webhook)).map(sentWebhook);
  return {
    // Upstream quirk Q7: no request may say "inbound", so then it is the caller's to choose.
    "/direction": flow.direction === "inbound" ? undefined : flow.direction,
    "/welcomeMessage": custom && !hasCustomWelcome(flow) ? undefined : flow.welcomeMessage,
    "/customWelcomeMessage": custom && hasCustomWelcome(flow) ? flow.customWelcomeMessage : undefined,
    "/webhooks": webhooks.length > 0 ? webhooks : undefined,
  };
}

/** HIPAA compliance only where it is on: off is how flows begin. Files only where there are any. */
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

/** Drafts the copy of a call flow: the documented create request, and the update that has to follow it. */
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
    notCopied: [...never, ...leftOut(flow), ...unknownToUs(flow.unknownFields)],
  };
}
