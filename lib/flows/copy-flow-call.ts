import type { CallFlow, CallFlowSettings } from "./call-flow";
import { type CopyDraft, idOrNothing, told, unknownToUs } from "./copy-flow-draft";
import { MASK } from "./secret-values";
import type { Webhook } from "./webhook";

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

/** The settings that a create takes. Never `securityOptOut`: what the upstream makes of it is not documented (Q5). */
function sentSettings(settings: CallFlowSettings) {
  const { trilletVoiceGuard, reminderMessages } = settings.callSettings;
  return told({
    enableHumanLikeVoiceAndTone: settings.enableHumanLikeVoiceAndTone,
    welcomeMessageDelay: settings.welcomeMessageDelay,
    customerLocation: settings.customerLocation,
    transfers: settings.transfers,
    knowledgeBases: settings.knowledgeBases,
    utilizePriorCallsContext: settings.utilizePriorCallsContext,
    callSettings: told({ trilletVoiceGuard, reminderMessages }),
    security: told({ publicAccess: settings.security.publicAccess }),
  });
}

/** What no create takes and an update does. HIPAA compliance only where it is on: off is how flows begin. */
function laterSettings(settings: CallFlowSettings) {
  const { maxCallDuration, endCallOnSilence } = settings.callSettings;
  const { delay, workingHours } = settings.responseSettings;
  const files = settings.knowledgeBaseFiles ?? [];
  return told({
    callSettings: told({ maxCallDuration, endCallOnSilence }),
    responseSettings: told({ delay, workingHours: told(workingHours) }),
    security: settings.security.hipaaCompliance === true ? { hipaaCompliance: true } : undefined,
    knowledgeBaseFiles: files.length > 0 ? files.map((file) => told(file)) : undefined,
  });
}

function leftOut(flow: CallFlow): CopyDraft["notCopied"] {
  const reasons: [boolean, string, string][] = [
    [
      (flow.promptVersions ?? []).length > 1,
      "/promptVersions",
      "The copy begins with one version: the present text of the prompt",
    ],
    [
      flow.promptType !== null && flow.promptType !== "simple",
      "/promptType",
      'A flow can only be created with the prompt type "simple"',
    ],
    [flow.autopilot === true, "/autopilot", "The copy starts without autopilot"],
    [
      flow.isGlobal === true,
      "/isGlobal",
      "The copy is for this workspace only: a global flow needs a permission of its own",
    ],
    [(flow.startNodeId ?? "") !== "", "/startNodeId", "The upstream chooses the start node by itself"],
    [(flow.locations ?? []).length > 0, "/locations", "No request of the upstream takes positions"],
    [
      flow.welcomeMessage === "ai_custom" && !hasCustomWelcome(flow),
      "/welcomeMessage",
      "It needs a custom welcome message, and the flow has none",
    ],
    ...(flow.webhooks ?? [])
      .filter(isMasked)
      .map(({ name }): [boolean, string, string] => [
        true,
        "/webhooks",
        `The upstream did not tell the header values of "${name}": add it to the copy by hand`,
      ]),
  ];
  return reasons.filter(([applies]) => applies).map(([, path, why]) => ({ path, why }));
}

function hasCustomWelcome({ customWelcomeMessage }: CallFlow): boolean {
  return (customWelcomeMessage ?? "").trim() !== "";
}

/** Drafts the copy of a call flow: the documented create request, and the update that has to follow it. */
export function callFlowCopy(flow: CallFlow): CopyDraft {
  const custom = flow.welcomeMessage === "ai_custom";
  const webhooks = (flow.webhooks ?? []).filter((webhook) => !isMasked(webhook)).map(sentWebhook);
  const settings = laterSettings(flow.settings);
  return {
    body: {
      ...told({
        // Upstream quirk Q7: no request may say "inbound", so then it is the caller's to choose.
        direction: flow.direction === "inbound" ? undefined : flow.direction,
        description: flow.description,
        agent: idOrNothing(flow.agent),
        folderId: idOrNothing(flow.folderId),
        isPreConfigured: flow.isPreConfigured,
        preConfiguredWorkspaceId: idOrNothing(flow.preConfiguredWorkspaceId),
        welcomeMessage: custom && !hasCustomWelcome(flow) ? undefined : flow.welcomeMessage,
        customWelcomeMessage: custom && hasCustomWelcome(flow) ? flow.customWelcomeMessage : undefined,
        flowData: flow.flowData,
        prompt: flow.prompt,
        agentWebhookUrl: flow.agentWebhookUrl,
        inboundWebhookUrl: flow.inboundWebhookUrl,
        dynamicVariableCollections: flow.dynamicVariableCollections,
        webhooks: webhooks.length > 0 ? webhooks : undefined,
        settings: sentSettings(flow.settings),
      }),
      promptType: "simple",
    },
    later: settings ? { settings } : null,
    notCopied: [...leftOut(flow), ...unknownToUs(flow.unknownFields)],
  };
}
