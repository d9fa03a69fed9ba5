"use client";

import { TextList } from "../../inputs/text-list";
import { SwitchField } from "../fields/switch-field";
import { TextField } from "../fields/text-field";
import { ValueField } from "../fields/value-field";

/** How the agent behaves during a call. */
export function ConversationSection() {
  return (
    <>
      <SwitchField name="settings.enableHumanLikeVoiceAndTone" />
      <SwitchField name="settings.utilizePriorCallsContext" />
      <SwitchField name="settings.callSettings.trilletVoiceGuard" />
      <TextField name="settings.customerLocation" optional />
      <ValueField<string[]> name="settings.callSettings.reminderMessages">
        {(control) => <TextList {...control} itemLabel="Reminder" emptyText="No reminders." />}
      </ValueField>
    </>
  );
}
