"use client";

import type { MessageFlow } from "@/lib/flows/model/message-flow";
import { FixedField } from "../fields/fixed-field";
import { PromptValueField } from "../fields/prompt-value-field";
import { TextAreaField } from "../fields/text-field";

const NO_COLLECTIONS: never[] = [];

/** What a message flow says first and how it goes on; fixed once the flow exists (upstream quirk Q25). */
export function MessagesSection({ flow }: { flow: MessageFlow | null }) {
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
      <PromptValueField required rows={12} collections={NO_COLLECTIONS} />
    </>
  );
}
