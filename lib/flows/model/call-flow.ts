/** A request header of a webhook. Its value may be a secret, such as a bearer token. */
export interface WebhookHeader {
  name: string;
  value: string;
}

/** A header as it is stored: the value is masked, and a changed digest shows that the real value changed. */
export interface StoredWebhookHeader extends WebhookHeader {
  digest: string;
}

/** A value that the agent collects and passes to a webhook. */
export interface WebhookVariable {
  name: string;
  description: string | null;
}

/** A value that is taken out of a webhook's answer. */
export interface WebhookResponseVariable {
  name: string;
  path: string | null;
  description: string | null;
}

/** A webhook of a call flow in normal form. Null means that the upstream never stated a value. */
export interface Webhook<Header extends WebhookHeader = WebhookHeader> {
  id: string | null;
  name: string;
  url: string;
  method: string | null;
  headers: Header[];
  body: string | null;
  description: string | null;
  variables: WebhookVariable[];
  responseVariables: WebhookResponseVariable[];
  isTesting: boolean | null;
  textToSpeak: string | null;
  testResponse: string | null;
}

/** The direction of calls or messages. Upstream quirk Q7: an answer may say `inbound`, a call-flow request may not. */
export type FlowDirection = "inbound" | "outbound" | "bidirectional";

export interface DynamicVariableCollection {
  id: string;
  name: string;
  variables: { key: string; value: string }[];
  isDefault: boolean;
}

export interface PromptVersion {
  id: string | null;
  name: string | null;
  prompt: string | null;
  notes: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

/**
 * A value of the upstream's answer that the normal form has no place for: a key that no document names, or a field whose
 * value has another type than documented. It goes back as it was read. Secrets in it are masked once it is stored.
 */
export interface KeptValue {
  /** JSON pointer in the normal form: of the unknown key, of the field, or of the object around fields. */
  path: string;
  value: unknown;
  /** Only where it is stored: a changed digest shows that the value itself changed. */
  digest?: string;
}

/** A file that was attached to a call flow as knowledge. */
export interface KnowledgeBaseFile {
  filename: string;
  key: string;
  url: string | null;
}

/** The hours in which a flow answers; times are "HH:MM" in the named time zone. */
interface WorkingHours {
  enabled: boolean | null;
  start: string | null;
  end: string | null;
  timezone: string | null;
  outOfHoursMessage: string | null;
}

export interface ResponseSettings {
  /** Seconds before answering. */
  delay: number | null;
  workingHours: WorkingHours;
}

export interface CallSettings {
  trilletVoiceGuard: boolean | null;
  reminderMessages: string[] | null;
  /** Seconds. */
  maxCallDuration: number | null;
  /** Seconds of silence after which the call ends. */
  endCallOnSilence: number | null;
}

export interface CallFlowSettings {
  /** A copy of the top-level field. Upstream quirk Q14: both exist, and it is not documented which of them counts. */
  welcomeMessage: string | null;
  /** A copy of the top-level field. */
  customWelcomeMessage: string | null;
  enableHumanLikeVoiceAndTone: boolean | null;
  /** Seconds. */
  welcomeMessageDelay: number | null;
  /** Copies of `agentWebhookUrl` and `inboundWebhookUrl`. */
  webhooks: { agent: string | null; inbound: string | null };
  customerLocation: string | null;
  /** The shape of an item is not documented. */
  transfers: unknown[] | null;
  knowledgeBases: string[] | null;
  knowledgeBaseFiles: KnowledgeBaseFile[] | null;
  utilizePriorCallsContext: boolean | null;
  callSettings: CallSettings;
  responseSettings: ResponseSettings;
  security: { hipaaCompliance: boolean | null; publicAccess: boolean | null };
}

/**
 * A call flow in normal form: the newest documented answer, with `id` for `_id`. Null means that the upstream never
 * stated the value and nobody here ever wrote one.
 */
export interface CallFlow<Header extends WebhookHeader = WebhookHeader> {
  id: string;
  workspaceId: string;
  folderId: string | null;
  isGlobal: boolean | null;
  isPreConfigured: boolean | null;
  preConfiguredWorkspaceId: string | null;
  /** Empty when the upstream never stated a name. */
  name: string;
  direction: FlowDirection | null;
  description: string | null;
  /** The call agent's id. */
  agent: string | null;
  promptType: string | null;
  welcomeMessage: string | null;
  customWelcomeMessage: string | null;
  flowData: { nodes: unknown[]; edges: unknown[] } | null;
  prompt: string | null;
  currentPromptId: string | null;
  promptVersions: PromptVersion[] | null;
  gemini_prompt: string | null;
  startNodeId: string | null;
  isActive: boolean | null;
  /** Only where the flow has it: the newer generation of answers lacks it. */
  autopilot?: boolean;
  agentWebhookUrl: string | null;
  inboundWebhookUrl: string | null;
  dynamicVariableCollections: DynamicVariableCollection[] | null;
  locations: unknown[] | null;
  /** Null while the upstream has not answered any list; `presentFlow` shows null as an empty list. */
  webhooks: Webhook<Header>[] | null;
  settings: CallFlowSettings;
  createdAt: string | null;
  updatedAt: string | null;
  /** The number of fields of the upstream's answer that this form lacks. */
  unknownFields: number;
  /** Absent in a state that was stored before these values were recorded: then nothing is known of them. */
  kept?: KeptValue[];
}
