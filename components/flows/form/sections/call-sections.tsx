"use client";

import { useWatch } from "react-hook-form";
import type { CallFlow } from "@/lib/flows/model/call-flow";
import { FlowGraphField } from "../../graph/flow-graph-field";
import { SecondsInput } from "../../inputs/seconds-input";
import { TextList } from "../../inputs/text-list";
import { WebhookCards } from "../../webhooks/webhook-cards";
import type { WebhookDraft } from "../../webhooks/webhook-draft";
import { SelectField, SwitchField, TextAreaField, TextField } from "../fields/form-fields";
import { PlainFields } from "../fields/plain-fields";
import { ValueField } from "../fields/value-field";
import type { FormSections } from "../form-layout";
import { KnowledgeSection } from "./knowledge-section";
import { PromptSection, VariablesSection } from "./prompt-section";
import { SecuritySection } from "./shared-sections";

/** Returns the sections that new and existing call flows share; `flow` is null for a new one. */
export function callSections(flow: CallFlow | null): FormSections {
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

const REMINDERS = (
  <ValueField<string[]> name="settings.callSettings.reminderMessages">
    {(control) => <TextList {...control} itemLabel="Reminder" emptyText="No reminders." />}
  </ValueField>
);

/** The agent's behaviour during a call. */
function ConversationSection() {
  return (
    <PlainFields section="conversation" own={{ "/settings/callSettings/reminderMessages": REMINDERS }} />
  );
}

const UNKNOWN_LIMIT = "Not known";

/** The limits after which a call ends by itself. */
export function LimitsSection() {
  return (
    <>
      <ValueField<string> name="settings.callSettings.maxCallDuration">
        {(control) => <SecondsInput {...control} placeholder={UNKNOWN_LIMIT} />}
      </ValueField>
      <ValueField<string> name="settings.callSettings.endCallOnSilence">
        {(control) => <SecondsInput {...control} placeholder={UNKNOWN_LIMIT} />}
      </ValueField>
    </>
  );
}

/** Flags that only some workspaces may set. */
function SpecialSection({ flow }: { flow: CallFlow | null }) {
  return (
    <>
      <SwitchField name="isGlobal" />
      {flow ? null : (
        <>
          <SwitchField name="isPreConfigured" />
          <TextField name="preConfiguredWorkspaceId" spellCheck={false} className="font-mono" />
        </>
      )}
    </>
  );
}

/** The first message of a call: its speaker, its words and its delay. */
function WelcomeSection({ known }: { known: boolean }) {
  const welcome: unknown = useWatch({ name: "welcomeMessage" });
  return (
    <>
      <SelectField name="welcomeMessage">
        {known ? null : <option value="">Not known</option>}
        <option value="user_initiated">The caller speaks first</option>
        <option value="ai_dynamic">The agent greets in its own words</option>
        <option value="ai_custom">The agent says a fixed text</option>
      </SelectField>
      {welcome === "ai_custom" ? <TextAreaField name="customWelcomeMessage" required rows={2} /> : null}
      <ValueField<string> name="settings.welcomeMessageDelay">
        {(control) => <SecondsInput {...control} />}
      </ValueField>
    </>
  );
}

/** The steps of a call and the paths between them. */
function GraphSection({ flow }: { flow: CallFlow | null }) {
  if (flow) {
    return (
      <div>
        <FlowGraphField value={flow.flowData} startNodeId={flow.startNodeId} />
      </div>
    );
  }
  return (
    <ValueField<{ nodes: unknown[]; edges: unknown[] }> name="flowData">
      {({ value, onChange }) => <FlowGraphField value={value} onChange={onChange} />}
    </ValueField>
  );
}

/** The addresses that the upstream calls. */
function WebhooksSection({ flow }: { flow: CallFlow | null }) {
  return (
    <>
      <ValueField<WebhookDraft[]> name="webhooks">
        {({ value, onChange, errorAt }) => (
          <WebhookCards
            existing={flow?.webhooks ?? []}
            added={value}
            onChange={onChange}
            {...(errorAt ? { errors: errorAt } : {})}
          />
        )}
      </ValueField>
      {flow ? null : (
        <>
          <TextField name="agentWebhookUrl" type="url" inputMode="url" spellCheck={false} />
          <TextField name="inboundWebhookUrl" type="url" inputMode="url" spellCheck={false} />
        </>
      )}
    </>
  );
}
