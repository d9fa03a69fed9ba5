"use client";

import { useState } from "react";
import { passwordLengthFault } from "@/lib/identity/rules";

/** The names of the two fields within a form. */
export interface NewPasswordNames {
  chosen: string;
  repeat: string;
}

/** What the browser finds wrong with the two fields for a new password. */
export interface NewPasswordFaults {
  chosen: string | null;
  repeat: string | null;
}

const NONE: NewPasswordFaults = { chosen: null, repeat: null };

/**
 * Reads a new password from a form that has `NewPasswordFields`. Only its length and the repetition are checked here: the
 * server has the rest of the rule.
 */
export function useNewPassword(names: NewPasswordNames) {
  const [faults, setFaults] = useState(NONE);

  /** Returns what was chosen; null where it can't be sent, which the fields then say. */
  function chosenIn(form: FormData): string | null {
    const chosen = String(form.get(names.chosen));
    const same = chosen === String(form.get(names.repeat));
    const found = {
      chosen: passwordLengthFault(chosen),
      repeat: same ? null : "The two are not the same",
    };
    setFaults(found);
    return found.chosen === null && same ? chosen : null;
  }

  return { names, faults, chosenIn };
}
