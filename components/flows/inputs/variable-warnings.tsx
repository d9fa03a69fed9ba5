"use client";

import type { DynamicVariableCollection } from "@/lib/flows/model/call-flow";
import { Notice } from "../../ui/notice";
import { lostVariables, variableReference } from "./input-variables";

interface VariableWarningsProps {
  stored: readonly DynamicVariableCollection[];
  value: readonly DynamicVariableCollection[];
  usedInPrompt: ReadonlySet<string>;
}

/** What about the collections as a whole deserves a second look. Nothing of it keeps anybody from saving. */
export function VariableWarnings({ stored, value, usedInPrompt }: VariableWarningsProps) {
  const lost = lostVariables(stored, value, usedInPrompt);
  const defaults = value.filter(({ isDefault }) => isDefault);
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden">
      {lost.length > 0 ? (
        <Notice tone="warn" title="The prompt uses variables that no collection defines any more">
          <span className="font-mono text-xs">{lost.map(variableReference).join(" ")}</span>
        </Notice>
      ) : null}
      {defaults.length > 1 ? (
        <Notice tone="info" title={`${defaults.length} collections are the default`}>
          The upstream does not document whether several may be, nor which of them then counts.
        </Notice>
      ) : null}
    </div>
  );
}
