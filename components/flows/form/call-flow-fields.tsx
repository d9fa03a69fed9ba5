"use client";

import { useFormContext } from "react-hook-form";
import type { CallFlow } from "@/lib/flows/call-flow";
import { type AgentChoice, AgentPicker } from "./agent-picker";
import { AgentValue } from "./agent-value";
import { FormCard } from "./form-card";
import { FixedField, SelectField, SwitchField, TextAreaField, TextField } from "./form-fields";
import type { CallFlowValues } from "./form-values";

const AGENT_IS_FIXED = "The upstream sets the agent when a flow is created and cannot change it afterwards.";

interface CallFlowFieldsProps {
  /** The flow that is edited; null for a new one. */
  flow: CallFlow | null;
  /** For a new flow. */
  agents: AgentChoice | null;
  agentName: string | null;
}

/** The fields of a call flow, alike for a new and an existing one but for what only one of them can have. */
export function CallFlowFields({ flow, agents, agentName }: CallFlowFieldsProps) {
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <FormCard title="Basics">
          <TextField name="name" label="Name" required />
          <TextField name="description" label="Description" optional />
        </FormCard>
        <FormCard title="What the agent does">
          <TextAreaField
            name="prompt"
            label="Prompt"
            hint="Instructions for the agent, in plain language."
            optional
            rows={16}
            mono
            counted
          />
          <WelcomeFields known={flow === null || flow.welcomeMessage !== null} />
        </FormCard>
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <FormCard title="Behaviour">
          <SwitchField name="isActive" label="Active" hint="An inactive flow takes and makes no calls." />
          <DirectionField
            inbound={flow?.direction === "inbound"}
            known={flow === null || flow.direction !== null}
          />
          {agents ? (
            <AgentPicker
              agents={agents}
              required={false}
              hint="It cannot be changed after the flow is created."
            />
          ) : (
            <FixedField
              label="Agent"
              value={<AgentValue id={flow?.agent ?? null} name={agentName} />}
              why={AGENT_IS_FIXED}
            />
          )}
        </FormCard>
        {flow ? <LimitFields /> : null}
      </div>
    </div>
  );
}

function DirectionField({ inbound, known }: { inbound: boolean; known: boolean }) {
  return (
    <SelectField
      name="direction"
      label="Direction"
      hint={
        inbound
          ? "This flow is inbound. The upstream accepts no request for inbound: if you choose another direction, it cannot be set back from here."
          : undefined
      }
    >
      {known ? null : <option value="">Not known</option>}
      {inbound ? <option value="inbound">Inbound</option> : null}
      <option value="bidirectional">Both ways</option>
      <option value="outbound">Outbound</option>
    </SelectField>
  );
}

function WelcomeFields({ known }: { known: boolean }) {
  const { watch } = useFormContext<CallFlowValues>();
  return (
    <>
      <SelectField name="welcomeMessage" label="Welcome message">
        {known ? null : <option value="">Not known</option>}
        <option value="user_initiated">The caller speaks first</option>
        <option value="ai_dynamic">The agent greets in its own words</option>
        <option value="ai_custom">The agent says a fixed text</option>
      </SelectField>
      {watch("welcomeMessage") === "ai_custom" ? (
        <TextAreaField name="customWelcomeMessage" label="Welcome text" required rows={2} />
      ) : null}
    </>
  );
}

function LimitFields() {
  return (
    <FormCard title="Call limits">
      <TextField
        name="settings.callSettings.maxCallDuration"
        label="Maximum call duration"
        hint="Seconds. Then the call ends."
        inputMode="numeric"
        placeholder="Not told by the upstream"
      />
      <TextField
        name="settings.callSettings.endCallOnSilence"
        label="End of call on silence"
        hint="Seconds without a sound after which the call ends."
        inputMode="numeric"
        placeholder="Not told by the upstream"
      />
    </FormCard>
  );
}
