import type { MessageFlow } from "@/lib/flows/model/message-flow";
import type { AgentChoice } from "./agent-picker";
import type { FormSections } from "./form-layout";
import { EmailSection, MessageBasics, MessagesSection, NewMessageBasics } from "./sections/message-sections";
import { HoursSection, SecuritySection } from "./sections/shared-sections";

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
