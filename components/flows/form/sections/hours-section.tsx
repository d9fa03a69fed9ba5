"use client";

import { SecondsInput } from "../../inputs/seconds-input";
import { WorkingHoursInput } from "../../inputs/working-hours-input";
import { ValueField } from "../fields/value-field";
import type { MessageFlowValues } from "../message-flow-values";

/** How soon and at which hours the agent answers. */
export function HoursSection() {
  return (
    <>
      <ValueField<string> name="settings.responseSettings.delay">
        {(control) => <SecondsInput {...control} optional />}
      </ValueField>
      <ValueField<
        MessageFlowValues["settings"]["responseSettings"]["workingHours"]
      > name="settings.responseSettings.workingHours">
        {(control) => <WorkingHoursInput {...control} />}
      </ValueField>
    </>
  );
}
