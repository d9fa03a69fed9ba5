/**
 * The expected flows, computed from requests alone. This file deliberately shares no code with `lib/flows`: a mistake
 * there must not be made here too.
 */

// biome-ignore lint/suspicious/noExplicitAny: requests and documents are plain JSON here, checked by comparing them.
type Json = Record<string, any>;

export type Generation = "newer" | "older";

const MASKED = "••••";
const NO_HOURS = { enabled: null, start: null, end: null, timezone: null, outOfHoursMessage: null };
const STANDARD_HOURS = {
  enabled: false,
  start: "09:00",
  end: "17:00",
  timezone: "UTC",
  outOfHoursMessage: "",
};

const collection = ({ id, name, variables = [], isDefault = false }: Json) => ({
  id,
  name,
  variables,
  isDefault,
});

function storedWebhook(sent: Json, generation: Generation): Json {
  const variables: Json[] = sent.variables ?? sent.variablesforcallflow ?? [];
  const generated = generation === "older" && (sent.variables ?? []).length > 0;
  const words = Object.fromEntries(variables.map(({ name }) => [name, `{{${name}}}`]));
  return {
    name: sent.name,
    url: sent.url,
    method: sent.method ?? "POST",
    headers: Object.entries(sent.headers ?? {}).map(([name, value]) => ({ name, value })),
    body: generated ? JSON.stringify(words, null, 2) : (sent.body ?? ""),
    description: sent.description ?? "",
    variablesField: sent.variablesforcallflow ? "variablesforcallflow" : "variables",
    variables: variables.map(({ name, description = "" }) => ({ name, description })),
    responseVariables: (sent.responseVariables ?? []).map(({ name, path = "", description = "" }: Json) => ({
      name,
      path,
      description,
    })),
    isTesting: sent.isTesting ?? false,
    textToSpeak: sent.textToSpeak ?? "",
    testResponse: sent.testResponse ?? "",
  };
}

/** The older generation shows seven fields of a webhook. */
function shownWebhook(sent: Json, generation: Generation): Json {
  const { variablesField: _, ...webhook } = storedWebhook(sent, generation);
  const untold =
    generation === "older"
      ? { responseVariables: [], isTesting: null, textToSpeak: null, testResponse: null }
      : {};
  const headers = webhook.headers.map(({ name }: Json) => ({ name, value: MASKED }));
  return { id: null, ...webhook, ...untold, headers };
}

function createdCallSettings(sent: Json, copied: Json, generation: Generation): Json {
  const older = generation === "older";
  return {
    welcomeMessage: copied.welcomeMessage,
    customWelcomeMessage: copied.customWelcomeMessage,
    enableHumanLikeVoiceAndTone: sent.enableHumanLikeVoiceAndTone ?? false,
    welcomeMessageDelay: sent.welcomeMessageDelay ?? 0,
    webhooks: { agent: copied.agentWebhookUrl, inbound: copied.inboundWebhookUrl },
    customerLocation: sent.customerLocation ?? "new york",
    transfers: sent.transfers ?? [],
    knowledgeBases: sent.knowledgeBases ?? [],
    knowledgeBaseFiles: older ? [] : null,
    utilizePriorCallsContext: sent.utilizePriorCallsContext ?? false,
    callSettings: {
      trilletVoiceGuard: sent.callSettings?.trilletVoiceGuard ?? (older ? null : true),
      reminderMessages: sent.callSettings?.reminderMessages ?? (older ? null : []),
      maxCallDuration: older ? 600 : null,
      endCallOnSilence: older ? 10 : null,
    },
    responseSettings: older
      ? { delay: 0, workingHours: STANDARD_HOURS }
      : { delay: null, workingHours: NO_HOURS },
    security: { hipaaCompliance: false, publicAccess: sent.security?.publicAccess ?? false },
  };
}

/** The document of a call flow that a request just made, without what `withoutUpstreamsOwn` leaves out. */
export function createdCallFlow(sent: Json, generation: Generation): Json {
  const older = generation === "older";
  const settings = sent.settings ?? {};
  const copied = {
    welcomeMessage: sent.welcomeMessage ?? settings.welcomeMessage ?? "user_initiated",
    customWelcomeMessage: sent.customWelcomeMessage ?? settings.customWelcomeMessage ?? "",
    agentWebhookUrl: sent.agentWebhookUrl ?? settings.webhooks?.agent ?? "",
    inboundWebhookUrl: sent.inboundWebhookUrl ?? settings.webhooks?.inbound ?? "",
  };
  return {
    folderId: sent.folderId ?? null,
    isGlobal: sent.isGlobal ?? false,
    isPreConfigured: sent.isPreConfigured ?? (older ? null : false),
    preConfiguredWorkspaceId: sent.preConfiguredWorkspaceId ?? null,
    name: sent.name,
    direction: sent.direction,
    description: sent.description ?? "",
    agent: sent.agent ?? null,
    promptType: "simple",
    ...copied,
    flowData: { nodes: sent.flowData?.nodes ?? [], edges: sent.flowData?.edges ?? [] },
    prompt: sent.prompt ?? "",
    startNodeId: null,
    isActive: sent.isActive ?? true,
    ...(older ? { autopilot: false } : {}),
    dynamicVariableCollections: (sent.dynamicVariableCollections ?? []).map(collection),
    locations: older ? null : [],
    webhooks: (sent.webhooks ?? []).map((webhook: Json) => shownWebhook(webhook, generation)),
    settings: createdCallSettings(settings, copied, generation),
    unknownFields: 0,
  };
}

/** The document of a message flow that a request just made: every answer has it, in both generations. */
export function createdMessageFlow(sent: Json): Json {
  const { delay = 0, workingHours, ...flat } = sent.settings?.responseSettings ?? {};
  return {
    name: sent.name,
    direction: sent.direction,
    description: sent.description ?? "",
    agent: sent.agent,
    initiationMessage: sent.initiationMessage,
    prompt: sent.prompt,
    messageChannel: sent.messageChannel,
    isActive: sent.isActive ?? false,
    autopilot: sent.autopilot ?? false,
    settings: {
      responseSettings: { delay, workingHours: { ...STANDARD_HOURS, ...flat, ...workingHours } },
      security: { hipaaCompliance: false, ...sent.settings?.security },
      emailSettings: { subjectLine: "", signature: "", ...sent.settings?.emailSettings },
      knowledgeBases: [],
    },
    unknownFields: 0,
  };
}

/** Sets every plain value and every list of `patch` at its own place in `document`; nothing else moves. */
function setLeaves(document: Json, patch: Json, rename: Record<string, string>): Json {
  const result = { ...document };
  for (const [key, value] of Object.entries(patch)) {
    const place = rename[key] ?? key;
    const isGroup = typeof value === "object" && value !== null && !Array.isArray(value);
    result[place] = isGroup ? setLeaves(result[place] ?? {}, value, rename) : value;
  }
  return result;
}

/** The document after a PATCH of either kind, from the document that was read before it. */
export function patchedDocument(before: Json, patch: Json, generation: Generation): Json {
  const { webhooks = [], dynamicVariableCollections, ...rest } = patch;
  const after = setLeaves(before, rest, { callSetting: "callSettings" });
  if (!("webhooks" in before)) return after;
  return {
    ...after,
    dynamicVariableCollections:
      dynamicVariableCollections?.map(collection) ?? before.dynamicVariableCollections,
    webhooks: [...before.webhooks, ...webhooks.map((webhook: Json) => shownWebhook(webhook, generation))],
    settings: {
      ...after.settings,
      welcomeMessage: after.welcomeMessage,
      customWelcomeMessage: after.customWelcomeMessage,
    },
  };
}

/** The sandbox's stored state after a PATCH of either kind. */
export function patchedState(before: Json, patch: Json, generation: Generation): Json {
  const { webhooks = [], dynamicVariableCollections, ...rest } = patch;
  const after = setLeaves(before, rest, { callSettings: "callSetting" });
  if (!("webhooks" in before)) return after;
  return {
    ...after,
    dynamicVariableCollections:
      dynamicVariableCollections?.map(collection) ?? before.dynamicVariableCollections,
    webhooks: [...before.webhooks, ...webhooks.map((webhook: Json) => storedWebhook(webhook, generation))],
    recordingEnabled: before.recordingEnabled && !after.settings.security.hipaaCompliance,
  };
}

/** A document or a stored state without the fields that every write changes, and without the copies of the prompt. */
export function withoutUpstreamsOwn(flow: Json): Json {
  const {
    id,
    _id,
    workspaceId,
    createdAt,
    updatedAt,
    __v,
    gemini_prompt,
    currentPromptId,
    promptVersions,
    ...rest
  } = flow;
  return rest;
}
