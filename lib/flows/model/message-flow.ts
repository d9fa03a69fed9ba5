import type { FlowDirection, ResponseSettings } from "./call-flow";

export interface MessageFlowSettings {
  responseSettings: ResponseSettings;
  security: { hipaaCompliance: boolean | null };
  emailSettings: { subjectLine: string | null; signature: string | null };
  knowledgeBases: string[] | null;
}

/**
 * A message flow in normal form, with `id` for `_id` and working hours nested.
 * Null stands for a value that the upstream never told and nobody here ever wrote.
 */
export interface MessageFlow {
  id: string;
  workspaceId: string;
  /** Empty when the upstream never told a name. */
  name: string;
  direction: FlowDirection | null;
  description: string | null;
  /** The omni flow agent's id. */
  agent: string | null;
  initiationMessage: string | null;
  prompt: string | null;
  /** "SMS" or "Email" as documented. */
  messageChannel: string | null;
  isActive: boolean | null;
  autopilot: boolean | null;
  settings: MessageFlowSettings;
  createdAt: string | null;
  updatedAt: string | null;
  /** How many fields of the upstream's answer this form does not hold. */
  unknownFields: number;
}
