import type { CallFlow } from "@/lib/flows/model/call-flow";
import type { AgentChoice } from "./agent-picker";
import type { FormSections } from "./form-layout";
import { BasicsSection } from "./sections/basics-section";
import {
  ConversationSection,
  GraphSection,
  LimitsSection,
  SpecialSection,
  WebhooksSection,
  WelcomeSection,
} from "./sections/call-sections";
import { KnowledgeSection } from "./sections/knowledge-section";
import { PromptSection, VariablesSection } from "./sections/prompt-section";
import { HoursSection, SecuritySection } from "./sections/shared-sections";

/** Gives the sections that a new and an existing call flow have alike. */
function sharedSections(flow: CallFlow | null): FormSections {
  return {
    prompt: { content: <PromptSection flow={flow} /> },
    variables: { content: <VariablesSection stored={flow?.dynamicVariableCollections ?? []} /> },
    welcome: { content: <WelcomeSection known={flow === null || flow.welcomeMessage !== null} /> },
    conversation: { content: <ConversationSection /> },
    knowledge: { content: <KnowledgeSection /> },
    security: { content: <SecuritySection /> },
    webhooks: { content: <WebhooksSection flow={flow} /> },
    graph: { content: <GraphSection flow={flow} /> },
    special: { content: <SpecialSection flow={flow} />, folded: "Global and pre-configured flows." },
  };
}

/** Gives the sections of a new call flow. */
export function newCallFlowSections(agents: AgentChoice): FormSections {
  return {
    ...sharedSections(null),
    basics: { content: <BasicsSection flow={null} agents={agents} agentName={null} /> },
  };
}

/** Gives the sections of a call flow that exists: the upstream takes limits and hours only then. */
export function callFlowSections(flow: CallFlow, agentName: string | null): FormSections {
  return {
    ...sharedSections(flow),
    basics: { content: <BasicsSection flow={flow} agents={null} agentName={agentName} /> },
    limits: { content: <LimitsSection /> },
    hours: { content: <HoursSection /> },
  };
}
