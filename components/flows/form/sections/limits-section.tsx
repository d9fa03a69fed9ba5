"use client";

import { SecondsInput } from "../../inputs/seconds-input";
import { ValueField } from "../fields/value-field";

const UNTOLD = "Not told by the upstream";

/** When a call ends by itself. */
export function LimitsSection() {
  return (
    <div className="grid gap-5 md:grid-cols-2">
      <ValueField<string> name="settings.callSettings.maxCallDuration">
        {(control) => <SecondsInput {...control} placeholder={UNTOLD} />}
      </ValueField>
      <ValueField<string> name="settings.callSettings.endCallOnSilence">
        {(control) => <SecondsInput {...control} placeholder={UNTOLD} />}
      </ValueField>
    </div>
  );
}
