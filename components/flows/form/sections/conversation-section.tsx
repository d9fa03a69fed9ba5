"use client";

import { TextList } from "../../inputs/text-list";
import { PlainFields } from "../fields/plain-fields";
import { ValueField } from "../fields/value-field";

const REMINDERS = (
  <ValueField<string[]> name="settings.callSettings.reminderMessages">
    {(control) => <TextList {...control} itemLabel="Reminder" emptyText="No reminders." />}
  </ValueField>
);

/** How the agent behaves during a call. */
export function ConversationSection() {
  return (
    <PlainFields section="conversation" own={{ "/settings/callSettings/reminderMessages": REMINDERS }} />
  );
}
