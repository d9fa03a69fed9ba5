"use client";

import { useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import { findVariables } from "@/components/flows/prompt/prompt-variables";
import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { VariableCollections } from "../../inputs/variable-collections";
import { ValueField } from "../fields/value-field";

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
