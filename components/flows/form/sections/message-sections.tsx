"use client";

import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { AgentValue, directionLabel } from "../../words/flow-words";
import { type AgentChoice, AgentPicker } from "../agent-picker";
import {
  FixedFacts,
  FixedField,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from "../fields/form-fields";
import { PlainFields } from "../fields/plain-fields";
import { PromptValueField } from "../fields/value-field";
import type { FormSections } from "../form-layout";
import { HoursSection, SecuritySection } from "./shared-sections";

/** Returns the sections that new and existing message flows share; `flow` is null for a new one. */
export function messageSections(flow: MessageFlow | null): FormSections {
  return {
    messages: { content: <MessagesSection flow={flow} /> },
    hours: { content: <HoursSection /> },
    email: { content: <EmailSection /> },
    security: { content: <SecuritySection /> },
  };
}

/** A new message flow's name, channel and agent. */
export function NewMessageBasics({ agents }: { agents: AgentChoice }) {
  return (
    <>
      <TextField name="name" required />
      <TextAreaField name="description" rows={2} />
      <SelectField name="messageChannel">
        <option value="SMS">SMS</option>
        <option value="Email">E-mail</option>
      </SelectField>
      <SelectField name="direction">
        <option value="bidirectional">Both ways</option>
        <option value="inbound">Inbound</option>
        <option value="outbound">Outbound</option>
      </SelectField>
      <AgentPicker agents={agents} required />
      <SwitchField name="isActive" label="Active" />
      <SwitchField name="autopilot" />
    </>
  );
}

/** An existing message flow's basics: the upstream changes only the description and autopilot (upstream quirk Q25). */
export function MessageBasics({ flow, agentName }: { flow: MessageFlow; agentName: string | null }) {
  const active = flow.isActive === null ? "Not known" : flow.isActive ? "Yes" : "No";
  return (
    <>
      <TextAreaField name="description" rows={2} />
      <SwitchField name="autopilot" />
      <FixedFacts flow={flow}>
        <FixedField name="name" value={flow.name} />
        <FixedField name="messageChannel" value={flow.messageChannel ?? "Not known"} />
        <FixedField name="direction" value={directionLabel(flow.direction)} />
        <FixedField name="agent" value={<AgentValue id={flow.agent} name={agentName} />} />
        <FixedField name="isActive" value={active} />
      </FixedFacts>
    </>
  );
}

const NO_COLLECTIONS: never[] = [];

/** A message flow's first and following messages; fixed once the flow exists (upstream quirk Q25). */
function MessagesSection({ flow }: { flow: MessageFlow | null }) {
  if (flow) {
    return (
      <>
        <FixedField name="initiationMessage" value={flow.initiationMessage ?? "Not known"} />
        <FixedField name="prompt" value={flow.prompt ?? "Not known"} mono />
        <FixedField
          name="settings.knowledgeBases"
          value={flow.settings.knowledgeBases?.join("\n") || "None"}
          why="Trillet shows them, but takes them in no request."
          mono
        />
      </>
    );
  }
  return (
    <>
      <TextAreaField name="initiationMessage" required rows={3} />
      <PromptValueField required rows={12} collections={NO_COLLECTIONS} />
    </>
  );
}

/** The parts that every e-mail of a message flow has. */
function EmailSection() {
  return <PlainFields section="email" />;
}
