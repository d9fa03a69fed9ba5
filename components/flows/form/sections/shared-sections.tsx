"use client";

import { SecondsInput } from "../../inputs/seconds-input";
import { WorkingHoursInput } from "../../inputs/working-hours-input";
import { SelectField, SwitchField } from "../fields/form-fields";
import { useFormKind } from "../fields/form-kind";
import { ValueField } from "../fields/value-field";
import type { MessageFlowValues } from "../message-flow-form";

/** The agent's delay and working hours. */
export function HoursSection() {
  return (
    <>
      <ValueField<string> name="settings.responseSettings.delay">
        {(control) => <SecondsInput {...control} />}
      </ValueField>
      <ValueField<
        MessageFlowValues["settings"]["responseSettings"]["workingHours"]
      > name="settings.responseSettings.workingHours">
        {(control) => <WorkingHoursInput {...control} />}
      </ValueField>
    </>
  );
}

/** The flow's access and its security rules. */
export function SecuritySection() {
  const { kind, mode } = useFormKind();
  const optsOut = kind === "call_flow" && mode === "create";
  return (
    <>
      {optsOut ? (
        // Upstream quirk Q5: create takes an opt-out, an update HIPAA compliance; their relation is not documented.
        <SelectField name="settings.security.securityOptOut">
          <option value="">Leave it to Trillet</option>
          <option value="true">Opt out</option>
          <option value="false">Don&rsquo;t opt out</option>
        </SelectField>
      ) : (
        <SwitchField name="settings.security.hipaaCompliance" />
      )}
      {kind === "call_flow" ? (
        <SwitchField
          name="settings.security.publicAccess"
          note="You will be asked to confirm it before it is saved."
        />
      ) : null}
    </>
  );
}
