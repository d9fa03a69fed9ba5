import { CALL_FLOW_FIELDS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import { MESSAGE_FLOW_FIELDS, type MessageFlowFields } from "@/lib/flows/fields/message-flow-fields";
import type {
  CallFlow,
  CallFlowSettings,
  CallSettings,
  KnowledgeBaseFile,
  ResponseSettings,
  Webhook,
} from "@/lib/flows/model/call-flow";
import type { MessageFlow, MessageFlowSettings } from "@/lib/flows/model/message-flow";
import { normaliseWebhook } from "./normalise-webhooks";
import type { RawFields } from "./raw-fields";
import { readPlain } from "./read-plain-fields";

/**
 * Reads `responseSettings` of either kind of flow. Upstream quirk Q9: hours are nested here, unless an answer repeats
 * the flat request.
 */
function readResponseSettings(settings: RawFields, known: ResponseSettings | undefined): ResponseSettings {
  const at = "/settings/responseSettings";
  const response = settings.below("responseSettings");
  const hours = response.below("workingHours");
  const divided = (key: string) => (hours.has(key) || !response.has(key) ? hours : response);
  const value: ResponseSettings = {
    ...readPlain<CallFlowFields, CallFlow, typeof at>(CALL_FLOW_FIELDS, at, response, known),
    workingHours: readPlain<CallFlowFields, CallFlow, `${typeof at}/workingHours`>(
      CALL_FLOW_FIELDS,
      `${at}/workingHours`,
      divided,
      known?.workingHours,
    ),
  };
  response.ignore(...Object.keys(value.workingHours));
  return value;
}

/**
 * Reads the call settings. Upstream quirk Q3: they are in `callSetting` (older), in `callSettings` (newer) or divided
 * between both.
 */
function readCallSettings(settings: RawFields, known: CallSettings | undefined): CallSettings {
  const at = "/settings/callSettings";
  const plural = settings.below("callSettings");
  const singular = settings.below("callSetting", "callSettings");
  const divided = (key: string) => {
    if (plural.has(key)) return plural;
    return singular.has(key) || singular.lost ? singular : plural;
  };
  const value: CallSettings = readPlain<CallFlowFields, CallFlow, typeof at>(
    CALL_FLOW_FIELDS,
    at,
    divided,
    known,
  );
  for (const fields of [plural, singular]) fields.ignore(...Object.keys(value));
  return value;
}

function readFile(fields: RawFields): KnowledgeBaseFile | null {
  const file = { filename: fields.text("filename", null) ?? "", url: fields.text("url", null) };
  const key = fields.text("key", null);
  return key === null ? null : { ...file, key };
}

/** The top-level fields of a call flow that `settings` has copies of, as answered or last known. */
type CopiedFields = Pick<
  CallFlow,
  "welcomeMessage" | "customWelcomeMessage" | "agentWebhookUrl" | "inboundWebhookUrl"
>;

/**
 * Reads `settings` of a call flow. A copy that the answer lacks follows its top-level field, not an older copy
 * (upstream quirk Q14).
 * @param urls the addresses in `settings.webhooks`
 */
export function readCallFlowSettings(
  settings: RawFields,
  urls: { agent: string | null; inbound: string | null },
  copied: CopiedFields,
  known: CallFlowSettings | undefined,
): CallFlowSettings {
  const security = settings.below("security");
  return {
    ...readPlain<CallFlowFields, CallFlow, "/settings">(CALL_FLOW_FIELDS, "/settings", settings, {
      ...known,
      welcomeMessage: copied.welcomeMessage,
      customWelcomeMessage: copied.customWelcomeMessage,
    }),
    webhooks: {
      agent: urls.agent ?? copied.agentWebhookUrl,
      inbound: urls.inbound ?? copied.inboundWebhookUrl,
    },
    knowledgeBaseFiles: settings.objects("knowledgeBaseFiles", known?.knowledgeBaseFiles ?? null, readFile),
    callSettings: readCallSettings(settings, known?.callSettings),
    responseSettings: readResponseSettings(settings, known?.responseSettings),
    security: readPlain<CallFlowFields, CallFlow, "/settings/security">(
      CALL_FLOW_FIELDS,
      "/settings/security",
      security,
      known?.security,
    ),
  };
}

/**
 * Reads `settings.webhooks`: two addresses in newer answers, the list of webhooks itself in older ones (upstream quirk
 * Q10).
 * @returns the addresses, and the list (null where there is none)
 */
export function readSettingsWebhooks(settings: RawFields): {
  urls: { agent: string | null; inbound: string | null };
  list: Webhook[] | null;
} {
  const list = settings.isList("webhooks")
    ? settings.objectsLeniently("webhooks", null, normaliseWebhook)
    : null;
  if (list !== null) return { urls: { agent: null, inbound: null }, list };
  const fields = settings.below("webhooks");
  const urls = { agent: fields.text("agent", null), inbound: fields.text("inbound", null) };
  return { urls, list: null };
}

/** Reads `settings` of a message flow. */
export function readMessageFlowSettings(
  settings: RawFields,
  known: MessageFlowSettings | undefined,
): MessageFlowSettings {
  const security = settings.below("security");
  const email = settings.below("emailSettings");
  const plainAt = <const At extends string>(at: At, fields: RawFields, before: object | undefined) =>
    readPlain<MessageFlowFields, MessageFlow, At>(MESSAGE_FLOW_FIELDS, at, fields, before);
  return {
    ...plainAt("/settings", settings, known),
    responseSettings: readResponseSettings(settings, known?.responseSettings),
    security: plainAt("/settings/security", security, known?.security),
    emailSettings: plainAt("/settings/emailSettings", email, known?.emailSettings),
  };
}
