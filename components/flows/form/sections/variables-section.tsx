"use client";

import { useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { DynamicVariableCollection } from "@/lib/flows/call-flow";
import { usedVariables } from "@/lib/flows/prompt-variables";
import { VariableCollections } from "../../inputs/variable-collections";
import { ValueField } from "../fields/value-field";

/** The values that the prompt can name. `stored`: the collections that the flow has; none for a new one. */
export function VariablesSection({ stored }: { stored: readonly DynamicVariableCollection[] }) {
  const prompt: string = useWatch({ name: "prompt" });
  const used = useMemo(() => usedVariables(prompt), [prompt]);
  return (
    <ValueField<DynamicVariableCollection[]> name="dynamicVariableCollections">
      {(control) => <VariableCollections {...control} stored={stored} usedInPrompt={used} />}
    </ValueField>
  );
}
