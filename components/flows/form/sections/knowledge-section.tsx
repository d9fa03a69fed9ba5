"use client";

import type { KnowledgeBaseFile } from "@/lib/flows/model/call-flow";
import { KnowledgeBasePicker } from "../../inputs/knowledge-base-picker";
import { TransfersInput } from "../../inputs/transfers-input";
import { useFormKind } from "../fields/form-kind";
import { ValueField } from "../fields/value-field";
import { useChoices } from "../use-choices";
import { KnowledgeFiles } from "./knowledge-files";

/** What the agent can look up, and to whom it can hand a call. */
export function KnowledgeSection() {
  const { mode, workspaceApiPath, unfinished } = useFormKind();
  const { choices, problem } = useChoices(`${workspaceApiPath}/knowledge-bases`);
  return (
    <>
      <ValueField<string[]> name="settings.knowledgeBases">
        {(control) => <KnowledgeBasePicker {...control} choices={choices} problem={problem} />}
      </ValueField>
      {mode === "update" ? (
        <ValueField<KnowledgeBaseFile[]> name="settings.knowledgeBaseFiles">
          {(control) => <KnowledgeFiles {...control} />}
        </ValueField>
      ) : null}
      <ValueField<unknown[]> name="settings.transfers">
        {(control) => (
          <TransfersInput
            {...control}
            onUnfinished={(is) => {
              if (is) unfinished.set(control.id, "A transfer is not finished: mend its JSON, or remove it.");
              else unfinished.delete(control.id);
            }}
          />
        )}
      </ValueField>
    </>
  );
}
