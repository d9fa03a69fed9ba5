"use client";

import { ChoicePicker } from "../inputs/choice-picker";
import { ValueField } from "./fields/value-field";

export interface AgentChoice {
  items: { id: string; name: string }[];
  problem: { title: string; detail: string } | null;
}

/** Chooses the agent by name; by id where the names could not be loaded from the upstream. */
export function AgentPicker({ agents, required }: { agents: AgentChoice; required: boolean }) {
  return (
    <ValueField<string> name="agent">
      {(control) => (
        <ChoicePicker
          {...control}
          choices={agents.items}
          problem={agents.problem}
          listName="agents"
          noneLabel={required ? "Choose an agent" : "No agent"}
          unknownLabel="Unknown agent"
          required={required}
        />
      )}
    </ValueField>
  );
}
