"use client";

import { useWatch } from "react-hook-form";
import { SecondsInput } from "../../inputs/seconds-input";
import { SelectField } from "../fields/select-field";
import { TextAreaField } from "../fields/text-field";
import { ValueField } from "../fields/value-field";

/** Who speaks first, with which words and how soon. */
export function WelcomeSection({ known }: { known: boolean }) {
  const welcome: unknown = useWatch({ name: "welcomeMessage" });
  return (
    <>
      <SelectField name="welcomeMessage">
        {known ? null : <option value="">Not known</option>}
        <option value="user_initiated">The caller speaks first</option>
        <option value="ai_dynamic">The agent greets in its own words</option>
        <option value="ai_custom">The agent says a fixed text</option>
      </SelectField>
      {welcome === "ai_custom" ? <TextAreaField name="customWelcomeMessage" required rows={2} /> : null}
      <ValueField<string> name="settings.welcomeMessageDelay">
        {(control) => <SecondsInput {...control} optional />}
      </ValueField>
    </>
  );
}
