import type { FlowDirection, KeptValue, ResponseSettings } from "./call-flow";

export interface MessageFlowSettings {
  responseSettings: ResponseSettings;
  security: { hipaaCompliance: boolean | null };
  emailSettings: { subjectLine: string | null; signature: string | null };
  knowledgeBases: string[] | null;
}

/**
 * A message flow in normal form, with `id` for `_id` and working hours nested. Null means that the upstream never
 * stated the value and nobody here ever wrote one.
 */
export interface MessageFlow {
  id: string;
  workspaceId: string;
  /** Empty when the upstream never stated a name. */
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
  /** The number of fields of the upstream's answer that this form lacks. */
  unknownFields: number;
  /** As in a call flow. */
  kept?: KeptValue[];
}
