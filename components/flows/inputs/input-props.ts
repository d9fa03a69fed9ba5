import type { ReactNode } from "react";

/** Gives the words for what is wrong at a JSON pointer relative to the input's value; "" is the value as a whole. */
export type ErrorAt = (pointer: string) => string | undefined;

/** What every input for a structured setting takes. */
export interface InputProps<Value> {
  /**
   * The id of the control, or of the group of controls. The controls of a group have ids made of it and the place in the
   * value, joined by dots (`reminders.0`, `variables.1.name`), so that a form can move to the one that is wrong.
   */
  id: string;
  label: string;
  hint?: ReactNode;
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean | undefined;
  errorAt?: ErrorAt | undefined;
}

/** Errors of a value of which nothing is wrong. */
export const noErrors: ErrorAt = () => undefined;
