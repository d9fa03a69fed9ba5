"use client";

import { useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { WebhookDraft } from "@/components/flows/webhooks/webhook-draft";
import type { CallFlow, DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { PromptVersions } from "../../prompt/prompt-versions";
import { PromptValueField } from "../fields/prompt-value-field";
import { webhookVariables } from "../webhook-variables";

/** The prompt with its variables, and the versions of it that the upstream keeps. */
export function PromptSection({ flow }: { flow: CallFlow | null }) {
  const collections: DynamicVariableCollection[] = useWatch({ name: "dynamicVariableCollections" });
  const added: WebhookDraft[] = useWatch({ name: "webhooks" });
  const existing = flow?.webhooks;
  const otherVariables = useMemo(() => webhookVariables(existing ?? [], added), [existing, added]);
  // Deferred: a prompt may be long, and its typing must not wait for this.
  const prompt: string = useDeferredValue(useWatch({ name: "prompt" }));
  return (
    <>
      <PromptValueField optional rows={16} collections={collections} otherVariables={otherVariables} />
      {flow ? (
        <PromptVersions
          versions={flow.promptVersions}
          currentPromptId={flow.currentPromptId}
          prompt={prompt}
        />
      ) : null}
    </>
  );
}
