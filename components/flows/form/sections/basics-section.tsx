"use client";

import type { CallFlow } from "@/lib/flows/model/call-flow";
import { ChoicePicker } from "../../inputs/choice-picker";
import { AgentValue } from "../../words/flow-words";
import { type AgentChoice, AgentPicker } from "../agent-picker";
import {
  FixedFacts,
  FixedField,
  SelectField,
  SwitchField,
  TextAreaField,
  TextField,
} from "../fields/form-fields";
import { useFormKind } from "../fields/form-kind";
import { ValueField } from "../fields/value-field";
import { useChoices } from "../use-choices";

interface BasicsSectionProps {
  /** The flow that is edited; null for a new one. */
  flow: CallFlow | null;
  /** For a new flow. */
  agents: AgentChoice | null;
  agentName: string | null;
}

/** A call flow's name, direction, agent and folder. */
export function BasicsSection({ flow, agents, agentName }: BasicsSectionProps) {
  return (
    <>
      <TextField name="name" required />
      <TextAreaField name="description" rows={2} />
      <DirectionField
        inbound={flow?.direction === "inbound"}
        known={flow === null || flow.direction !== null}
      />
      {agents ? <AgentPicker agents={agents} required={false} /> : null}
      {flow ? null : <FolderField />}
      <SwitchField name="isActive" label="Active" />
      {flow?.autopilot === undefined ? null : <SwitchField name="autopilot" />}
      {flow ? <FixedBasics flow={flow} agentName={agentName} /> : null}
    </>
  );
}

/** What an existing call flow was made with, for good (upstream quirk Q26). */
function FixedBasics({ flow, agentName }: { flow: CallFlow; agentName: string | null }) {
  return (
    <FixedFacts flow={flow}>
      <FixedField name="agent" value={<AgentValue id={flow.agent} name={agentName} />} />
      <FixedField name="folderId" value={flow.folderId ?? "None"} mono={flow.folderId !== null} />
      <FixedField name="agentWebhookUrl" value={flow.agentWebhookUrl || "None"} mono />
      <FixedField name="inboundWebhookUrl" value={flow.inboundWebhookUrl || "None"} mono />
      <FixedField name="isPreConfigured" value={flow.isPreConfigured ? "Yes" : "No"} />
      <FixedField name="preConfiguredWorkspaceId" value={flow.preConfiguredWorkspaceId ?? "None"} />
    </FixedFacts>
  );
}

function DirectionField({ inbound, known }: { inbound: boolean; known: boolean }) {
  return (
    <SelectField
      name="direction"
      note={
        inbound
          ? "This one is inbound: if you choose another direction, it can't be set back from here."
          : null
      }
    >
      {known ? null : <option value="">Not known</option>}
      {inbound ? <option value="inbound">Inbound</option> : null}
      <option value="bidirectional">Both ways</option>
      <option value="outbound">Outbound</option>
    </SelectField>
  );
}

function FolderField() {
  const { workspaceApiPath } = useFormKind();
  const { choices, problem } = useChoices(`${workspaceApiPath}/folders`);
  return (
    <ValueField<string> name="folderId">
      {(control) => (
        <ChoicePicker
          {...control}
          choices={choices}
          problem={problem}
          listName="folders"
          noneLabel="No folder"
          unknownLabel="Unknown folder"
        />
      )}
    </ValueField>
  );
}
