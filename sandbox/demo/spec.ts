import type { CallFlowSettings, StoredCallFlow } from "@/sandbox/state/call-flow";
import type { MessageFlowSettings, StoredMessageFlow } from "@/sandbox/state/message-flow";
import type { OmniFlowAgent } from "@/sandbox/state/model";

// Demo data is written with labels instead of ids. A label is unique within its workspace, and the id is
// derived from both.

export type AgentSpec = {
  label: string;
  name: string;
  voice: string;
  phoneNumber?: string;
  /** Extra fields of `ttsModel`, such as the secret that a client must never pass on. */
  ttsExtra?: Record<string, unknown>;
  activeSessions?: Record<string, unknown>[];
  status?: "pending" | "ready" | "error";
};

export type OmniFlowAgentSpec = {
  label: string;
  name: string;
  channel: "SMS" | "Email";
  phoneNumberId: OmniFlowAgent["phoneNumberId"];
  showsId?: boolean;
};

export type CallFlowSpec = {
  label: string;
  name: string;
  direction: StoredCallFlow["direction"];
  description: string;
  agent?: string;
  folder?: string;
  knowledgeBases?: string[];
  /** Every prompt the flow ever had, oldest first. */
  prompts: string[];
  madeDaysAgo: number;
  editedDaysAgo: number;
  fields?: Partial<StoredCallFlow>;
  settings?: Partial<Omit<CallFlowSettings, "callSetting">>;
  limits?: Partial<CallFlowSettings["callSetting"]>;
};

export type MessageFlowSpec = {
  label: string;
  agent: string;
  madeDaysAgo: number;
  editedDaysAgo: number;
  settings?: Partial<MessageFlowSettings>;
} & Pick<
  StoredMessageFlow,
  | "name"
  | "direction"
  | "description"
  | "initiationMessage"
  | "prompt"
  | "messageChannel"
  | "isActive"
  | "autopilot"
>;

export type WorkspaceSpec = {
  _id: string;
  name: string;
  initials: string;
  /** "Only specific workspaces can create global flows", says the documentation; no unless it is set. */
  mayCreateGlobalFlows?: boolean;
  owner: string;
  agents: AgentSpec[];
  omniFlowAgents: OmniFlowAgentSpec[];
  knowledgeBases: {
    label: string;
    name: string;
    description: string;
    files: [name: string, bytes: number][];
  }[];
  folders: { label: string; name: string; color: string; icon: string; flowType: "call" | "message" }[];
  callFlows: CallFlowSpec[];
  messageFlows: MessageFlowSpec[];
};
