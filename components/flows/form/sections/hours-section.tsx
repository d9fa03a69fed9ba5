"use client";

import { SecondsInput } from "../../inputs/seconds-input";
import { WorkingHoursInput } from "../../inputs/working-hours-input";
import { ValueField } from "../fields/value-field";
import type { ResponseValues } from "../response-values";

/** How soon and at which hours the agent answers. */
export function HoursSection() {
  return (
    <>
      <ValueField<string> name="settings.responseSettings.delay">
        {(control) => <SecondsInput {...control} optional />}
      </ValueField>
      <ValueField<ResponseValues["workingHours"]> name="settings.responseSettings.workingHours">
        {(control) => <WorkingHoursInput {...control} />}
      </ValueField>
    </>
  );
}
