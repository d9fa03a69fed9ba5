"use client";

import { SelectField, TextField } from "./form-fields";

export interface AgentChoice {
  items: { id: string; name: string }[];
  problem: { title: string; detail: string } | null;
}

interface AgentPickerProps {
  agents: AgentChoice;
  required: boolean;
  hint: string;
}

/** Chooses the agent by name; by id where the upstream could not be asked for the names. */
export function AgentPicker({ agents, required, hint }: AgentPickerProps) {
  if (agents.problem) {
    return (
      <TextField
        name="agent"
        label="Agent"
        optional={!required}
        hint={`The list of agents could not be loaded (${agents.problem.title.toLowerCase()}). You can type the agent's id. ${hint}`}
      />
    );
  }
  return (
    <SelectField name="agent" label="Agent" optional={!required} hint={hint}>
      <option value="">{required ? "Choose an agent" : "No agent"}</option>
      {agents.items.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}
