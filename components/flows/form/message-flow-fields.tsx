"use client";

import { useFormContext } from "react-hook-form";
import type { MessageFlow } from "@/lib/flows/message-flow";
import { directionLabel } from "../flow-badges";
import { type AgentChoice, AgentPicker } from "./agent-picker";
import { AgentValue } from "./agent-value";
import { FormCard } from "./form-card";
import { FixedField, SelectField, SwitchField, TextAreaField, TextField } from "./form-fields";
import type { MessageFlowValues } from "./form-values";

const FIXED = "Set when the flow is created. The upstream has no way to change them afterwards.";

/** The fields of a new message flow. */
export function NewMessageFlowFields({ agents }: { agents: AgentChoice }) {
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <FormCard title="Basics">
          <TextField name="name" label="Name" required hint="Cannot be changed later." />
          <TextField name="description" label="Description" optional />
        </FormCard>
        <FormCard title="What the agent writes">
          <TextAreaField
            name="initiationMessage"
            label="First message"
            hint="What a conversation starts with. Cannot be changed later."
            required
            rows={3}
          />
          <TextAreaField
            name="prompt"
            label="Prompt"
            hint="Instructions for the agent. Cannot be changed later."
            required
            rows={12}
            mono
            counted
          />
        </FormCard>
        <ReplyFields />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <FormCard title="Behaviour">
          <SwitchField
            name="isActive"
            label="Active"
            hint="Cannot be changed here after the flow is created."
          />
          <SwitchField name="autopilot" label="Autopilot" hint="The agent answers by itself." />
          <SelectField name="messageChannel" label="Channel" hint="Cannot be changed later.">
            <option value="SMS">SMS</option>
            <option value="Email">E-mail</option>
          </SelectField>
          <SelectField name="direction" label="Direction" hint="Cannot be changed later.">
            <option value="bidirectional">Both ways</option>
            <option value="inbound">Inbound</option>
            <option value="outbound">Outbound</option>
          </SelectField>
          <AgentPicker agents={agents} required hint="It cannot be changed after the flow is created." />
        </FormCard>
        <EmailFields />
      </div>
    </div>
  );
}

/** The fields of an existing message flow: the upstream lets few of them be changed. */
export function MessageFlowFields({ flow, agentName }: { flow: MessageFlow; agentName: string | null }) {
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <FormCard title="Basics">
          <TextField name="description" label="Description" optional />
        </FormCard>
        <ReplyFields />
        <FormCard title="What the agent writes" hint={FIXED}>
          <FixedField label="First message" value={flow.initiationMessage ?? "Not known"} />
          <FixedField label="Prompt" value={flow.prompt ?? "Not known"} mono />
        </FormCard>
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <FormCard title="Behaviour">
          <SwitchField name="autopilot" label="Autopilot" hint="The agent answers by itself." />
        </FormCard>
        <EmailFields />
        <FormCard title="Fixed" hint={FIXED}>
          <FixedField label="Name" value={flow.name} />
          <FixedField label="Channel" value={flow.messageChannel ?? "Not known"} />
          <FixedField label="Direction" value={directionLabel(flow.direction)} />
          <FixedField label="Agent" value={<AgentValue id={flow.agent} name={agentName} />} />
          <FixedField
            label="Active"
            value={flow.isActive === null ? "Not known" : flow.isActive ? "Yes" : "No"}
          />
        </FormCard>
      </div>
    </div>
  );
}

const HOURS = "settings.responseSettings.workingHours";

function ReplyFields() {
  const { watch } = useFormContext<MessageFlowValues>();
  return (
    <FormCard title="Replies">
      <TextField
        name="settings.responseSettings.delay"
        label="Response delay"
        hint="Seconds before the agent answers."
        inputMode="numeric"
        optional
        className="max-w-60"
      />
      <SwitchField
        name={`${HOURS}.enabled`}
        label="Working hours"
        hint="Outside of them the agent sends a fixed text."
      />
      {watch(`${HOURS}.enabled`) ? (
        <>
          <div className="grid gap-4 sm:grid-cols-3">
            <TextField name={`${HOURS}.start`} label="Start of working hours" type="time" />
            <TextField name={`${HOURS}.end`} label="End of working hours" type="time" />
            <TextField name={`${HOURS}.timezone`} label="Time zone" placeholder="Europe/Berlin" />
          </div>
          <TextAreaField name={`${HOURS}.outOfHoursMessage`} label="Out-of-hours message" optional rows={2} />
        </>
      ) : null}
    </FormCard>
  );
}

function EmailFields() {
  const { watch } = useFormContext<MessageFlowValues>();
  if (watch("messageChannel") !== "Email") return null;
  return (
    <FormCard title="E-mail">
      <TextField name="settings.emailSettings.subjectLine" label="Subject line" optional />
      <TextAreaField name="settings.emailSettings.signature" label="Signature" optional rows={3} />
    </FormCard>
  );
}
