"use client";

import type { CallFlow } from "@/lib/flows/model/call-flow";
import { FixedField } from "../fields/fixed-field";
import { SwitchField } from "../fields/switch-field";
import { TextField } from "../fields/text-field";

/** Flags that only some workspaces may set. */
export function SpecialSection({ flow }: { flow: CallFlow | null }) {
  return (
    <>
      <SwitchField name="isGlobal" />
      {flow ? (
        <>
          <FixedField name="isPreConfigured" value={flow.isPreConfigured ? "Yes" : "No"} />
          <FixedField name="preConfiguredWorkspaceId" value={flow.preConfiguredWorkspaceId ?? "None"} />
        </>
      ) : (
        <>
          <SwitchField name="isPreConfigured" />
          <TextField name="preConfiguredWorkspaceId" optional spellCheck={false} className="font-mono" />
        </>
      )}
    </>
  );
}
