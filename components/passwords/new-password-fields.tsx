"use client";

import { useState } from "react";
import { PASSWORD, PASSWORD_HINT, passwordLength } from "@/lib/identity/rules";
import { Field } from "../ui/field";
import { PasswordInput } from "../ui/password-input";
import type { NewPasswordFaults, NewPasswordNames } from "./use-new-password";

interface NewPasswordFieldsProps {
  names: NewPasswordNames;
  /** What `useNewPassword` found. */
  faults: NewPasswordFaults;
  /** What the server says of the password. */
  refused: string | undefined;
  row?: boolean;
  autoFocus?: boolean;
}

/** A password of so many characters is a good one by its length. */
const GOOD_LENGTH = 20;

/** Returns what the length alone says of a password; the server knows the rest. */
function lengthWords(length: number): string {
  const missing = PASSWORD.shortest - length;
  if (missing > 0) return missing === 1 ? "1 more character" : `${missing} more characters`;
  return length < GOOD_LENGTH ? "Long enough; longer is better" : "A good length";
}

/** The two fields for a new password, with the rule before anybody types, and what is missing while they do. */
export function NewPasswordFields({ names, faults, refused, row, autoFocus }: NewPasswordFieldsProps) {
  const [length, setLength] = useState(0);
  const hint = (
    <>
      {PASSWORD_HINT}
      {length > 0 ? <span className="block font-medium text-foreground">{lengthWords(length)}</span> : null}
    </>
  );
  return (
    <>
      <Field
        id="new-password"
        label="New password"
        hint={hint}
        error={faults.chosen ?? refused}
        row={row ?? false}
      >
        {(control) => (
          // Without a bound above: browsers cut what is pasted silently, and nobody could sign in with the rest.
          <PasswordInput
            {...control}
            name={names.chosen}
            autoFocus={autoFocus}
            autoComplete="new-password"
            minLength={PASSWORD.shortest}
            onChange={(event) => setLength(passwordLength(event.target.value))}
            required
          />
        )}
      </Field>
      <Field id="repeat-password" label="Repeat it" error={faults.repeat ?? undefined} row={row ?? false}>
        {(control) => <PasswordInput {...control} name={names.repeat} autoComplete="new-password" required />}
      </Field>
    </>
  );
}
