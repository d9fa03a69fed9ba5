import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { AgentChoice } from "./agent-picker";
import type { FormSections } from "./form-layout";
import { EmailSection } from "./sections/email-section";
import { HoursSection } from "./sections/hours-section";
import { MessageBasics, NewMessageBasics } from "./sections/message-basics-section";
import { MessagesSection } from "./sections/messages-section";
import { SecuritySection } from "./sections/security-section";

/** Gives the sections of a new message flow. */
export function newMessageFlowSections(agents: AgentChoice): FormSections {
  return {
    basics: { content: <NewMessageBasics agents={agents} /> },
    messages: { content: <MessagesSection flow={null} /> },
    hours: { content: <HoursSection /> },
    email: { content: <EmailSection /> },
    security: { content: <SecuritySection /> },
  };
}

/** Gives the sections of a message flow that exists. */
export function messageFlowSections(flow: MessageFlow, agentName: string | null): FormSections {
  return {
    basics: { content: <MessageBasics flow={flow} agentName={agentName} /> },
    messages: { content: <MessagesSection flow={flow} /> },
    hours: { content: <HoursSection /> },
    email: { content: <EmailSection /> },
    security: { content: <SecuritySection /> },
  };
}
