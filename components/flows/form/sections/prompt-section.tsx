"use client";

import { useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { CallFlow, DynamicVariableCollection, Webhook } from "@/lib/flows/model/call-flow";
import { VariableCollections } from "../../inputs/variable-collections";
import { findVariables, type KnownVariable } from "../../prompt/prompt-variables";
import { PromptVersions } from "../../prompt/prompt-versions";
import type { WebhookDraft } from "../../webhooks/webhook-draft";
import { PromptValueField, ValueField } from "../fields/value-field";

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
      <PromptValueField labelHidden rows={16} collections={collections} otherVariables={otherVariables} />
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

/** Returns the variables of a flow's webhooks: those that the agent collects, and those of the webhooks' answers. */
function webhookVariables(existing: Webhook[], added: WebhookDraft[]): KnownVariable[] {
  return [...existing, ...added].flatMap(({ name: webhook, variables, responseVariables }) => [
    ...variables.map(({ name }) => ({ name, from: `webhook ${webhook}` })),
    ...responseVariables.map(({ name }) => ({ name, from: `answer of webhook ${webhook}` })),
  ]);
}

/** The values that the prompt can name. `stored`: the collections that the flow has; none for a new one. */
export function VariablesSection({ stored }: { stored: readonly DynamicVariableCollection[] }) {
  // Deferred: a prompt may be long, and its typing must not wait for this.
  const prompt: string = useDeferredValue(useWatch({ name: "prompt" }));
  const used = useMemo(() => new Set(findVariables(prompt).uses.map(({ name }) => name)), [prompt]);
  return (
    <ValueField<DynamicVariableCollection[]> name="dynamicVariableCollections">
      {(control) => <VariableCollections {...control} stored={stored} usedInPrompt={used} />}
    </ValueField>
  );
}
