"use client";

import { TextAreaField, TextField } from "../fields/text-field";

/** What every e-mail of a message flow carries. */
export function EmailSection() {
  return (
    <>
      <TextField name="settings.emailSettings.subjectLine" optional />
      <TextAreaField name="settings.emailSettings.signature" optional rows={3} />
    </>
  );
}
