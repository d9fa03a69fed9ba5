import type {
  CallFlow,
  CallFlowSettings,
  CallSettings,
  KnowledgeBaseFile,
  ResponseSettings,
} from "@/lib/flows/call-flow";
import type { MessageFlowSettings } from "@/lib/flows/message-flow";
import type { Webhook } from "@/lib/flows/webhook";
import { normaliseWebhook } from "./normalise-webhooks";
import { idOf, type RawFields } from "./raw-fields";

/** Reads `responseSettings` of either kind of flow. Upstream quirk Q9: hours are nested here, unless an answer repeats the flat request. */
function readResponseSettings(
  settings: RawFields,
  known: ResponseSettings | undefined,
): { value: ResponseSettings; unknown: number } {
  const response = settings.below("responseSettings");
  const hours = response.below("workingHours");
  const last = known?.workingHours;
  const told = (key: "start" | "end" | "timezone" | "outOfHoursMessage") =>
    hours.has(key) ? hours.text(key, last?.[key] ?? null) : response.text(key, last?.[key] ?? null);
  const enabled = last?.enabled ?? null;
  const value: ResponseSettings = {
    delay: response.number("delay", known?.delay ?? null),
    workingHours: {
      enabled: hours.has("enabled") ? hours.flag("enabled", enabled) : response.flag("enabled", enabled),
      start: told("start"),
      end: told("end"),
      timezone: told("timezone"),
      outOfHoursMessage: told("outOfHoursMessage"),
    },
  };
  response.ignore("enabled", "start", "end", "timezone", "outOfHoursMessage");
  return { value, unknown: response.unknownCount() + hours.unknownCount() };
}

/** Upstream quirk Q3: the call settings come as `callSetting` (older), `callSettings` (newer) or divided between both. */
function readCallSettings(settings: RawFields, known: CallSettings | undefined) {
  const plural = settings.below("callSettings");
  const singular = settings.below("callSetting");
  const from = (key: keyof CallSettings) => (plural.has(key) || !singular.has(key) ? plural : singular);
  const asText = (item: unknown) => (typeof item === "string" ? item : null);
  const value: CallSettings = {
    trilletVoiceGuard: from("trilletVoiceGuard").flag("trilletVoiceGuard", known?.trilletVoiceGuard ?? null),
    reminderMessages: from("reminderMessages").list(
      "reminderMessages",
      known?.reminderMessages ?? null,
      asText,
    ),
    maxCallDuration: from("maxCallDuration").number("maxCallDuration", known?.maxCallDuration ?? null),
    endCallOnSilence: from("endCallOnSilence").number("endCallOnSilence", known?.endCallOnSilence ?? null),
  };
  for (const fields of [plural, singular]) {
    fields.ignore("trilletVoiceGuard", "reminderMessages", "maxCallDuration", "endCallOnSilence");
  }
  return { value, unknown: plural.unknownCount() + singular.unknownCount() };
}

function readFile(fields: RawFields): KnowledgeBaseFile | null {
  const file = { filename: fields.text("filename", null) ?? "", url: fields.text("url", null) };
  const key = fields.text("key", null);
  return key === null ? null : { ...file, key };
}

/** The fields at the top of a call flow whose copies `settings` holds, as told or last known. */
export type CopiedFields = Pick<
  CallFlow,
  "welcomeMessage" | "customWelcomeMessage" | "agentWebhookUrl" | "inboundWebhookUrl"
>;

/**
 * Reads `settings` of a call flow. A copy that is not told follows its top-level field instead of an older copy
 * (upstream quirk Q14).
 */
export function readCallFlowSettings(
  settings: RawFields,
  urls: { agent: string | null; inbound: string | null },
  copied: CopiedFields,
  known: CallFlowSettings | undefined,
): { value: CallFlowSettings; unknown: number } {
  const response = readResponseSettings(settings, known?.responseSettings);
  const calls = readCallSettings(settings, known?.callSettings);
  const security = settings.below("security");
  const value: CallFlowSettings = {
    welcomeMessage: settings.text("welcomeMessage", copied.welcomeMessage),
    customWelcomeMessage: settings.text("customWelcomeMessage", copied.customWelcomeMessage),
    enableHumanLikeVoiceAndTone: settings.flag(
      "enableHumanLikeVoiceAndTone",
      known?.enableHumanLikeVoiceAndTone ?? null,
    ),
    welcomeMessageDelay: settings.number("welcomeMessageDelay", known?.welcomeMessageDelay ?? null),
    webhooks: {
      agent: urls.agent ?? copied.agentWebhookUrl,
      inbound: urls.inbound ?? copied.inboundWebhookUrl,
    },
    customerLocation: settings.text("customerLocation", known?.customerLocation ?? null),
    transfers: settings.list("transfers", known?.transfers ?? null, (item) => item),
    knowledgeBases: settings.list("knowledgeBases", known?.knowledgeBases ?? null, idOf),
    knowledgeBaseFiles: settings.objects("knowledgeBaseFiles", known?.knowledgeBaseFiles ?? null, readFile),
    utilizePriorCallsContext: settings.flag(
      "utilizePriorCallsContext",
      known?.utilizePriorCallsContext ?? null,
    ),
    callSettings: calls.value,
    responseSettings: response.value,
    security: {
      hipaaCompliance: security.flag("hipaaCompliance", known?.security.hipaaCompliance ?? null),
      publicAccess: security.flag("publicAccess", known?.security.publicAccess ?? null),
    },
  };
  return {
    value,
    unknown: settings.unknownCount() + calls.unknown + response.unknown + security.unknownCount(),
  };
}

/** What `settings.webhooks` holds: two addresses (newer answers) or the webhooks themselves (older; quirk Q10). */
export function readSettingsWebhooks(settings: RawFields): {
  urls: { agent: string | null; inbound: string | null };
  list: Webhook[] | null;
  unknown: number;
} {
  const list = settings.isList("webhooks") ? settings.objects("webhooks", null, normaliseWebhook) : null;
  if (list !== null) return { urls: { agent: null, inbound: null }, list, unknown: 0 };
  const fields = settings.below("webhooks");
  const urls = { agent: fields.text("agent", null), inbound: fields.text("inbound", null) };
  return { urls, list: null, unknown: fields.unknownCount() };
}

/** Reads `settings` of a message flow. */
export function readMessageFlowSettings(
  settings: RawFields,
  known: MessageFlowSettings | undefined,
): { value: MessageFlowSettings; unknown: number } {
  const response = readResponseSettings(settings, known?.responseSettings);
  const security = settings.below("security");
  const email = settings.below("emailSettings");
  const value: MessageFlowSettings = {
    responseSettings: response.value,
    security: { hipaaCompliance: security.flag("hipaaCompliance", known?.security.hipaaCompliance ?? null) },
    emailSettings: {
      subjectLine: email.text("subjectLine", known?.emailSettings.subjectLine ?? null),
      signature: email.text("signature", known?.emailSettings.signature ?? null),
    },
    knowledgeBases: settings.list("knowledgeBases", known?.knowledgeBases ?? null, idOf),
  };
  return {
    value,
    unknown: settings.unknownCount() + response.unknown + security.unknownCount() + email.unknownCount(),
  };
}
