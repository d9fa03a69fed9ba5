"use client";

import type { MessageFlow } from "@/lib/flows/message-flow";
import { PromptField } from "../../prompt/prompt-field";
import { FixedField } from "../fields/fixed-field";
import { TextAreaField } from "../fields/text-field";
import { useGuidedField } from "../fields/use-guided-field";
import { ValueField } from "../fields/value-field";

const NO_COLLECTIONS: never[] = [];

/** What a message flow says first and how it goes on; fixed once the flow exists (upstream quirk Q25). */
export function MessagesSection({ flow }: { flow: MessageFlow | null }) {
  const { error } = useGuidedField({ name: "prompt" });
  if (flow) {
    return (
      <>
        <FixedField name="initiationMessage" value={flow.initiationMessage ?? "Not known"} />
        <FixedField name="prompt" value={flow.prompt ?? "Not known"} mono />
        <FixedField
          name="settings.knowledgeBases"
          value={flow.settings.knowledgeBases?.join("\n") || "None"}
          why="The upstream tells them, but takes them in no request."
          mono
        />
      </>
    );
  }
  return (
    <>
      <TextAreaField name="initiationMessage" required rows={3} />
      <ValueField<string> name="prompt">
        {({ id, label, hint, value, onChange }) => (
          <PromptField
            id={id}
            label={label}
            hint={hint}
            error={error}
            required
            rows={12}
            value={value}
            onChange={onChange}
            collections={NO_COLLECTIONS}
          />
        )}
      </ValueField>
    </>
  );
}
