import type { ReactNode } from "react";

/** Returns the error message at a JSON pointer relative to the input's value; "" is the value as a whole. */
export type ErrorAt = (pointer: string) => string | undefined;

/** The properties of every input for a structured setting. */
export interface InputProps<Value> {
  /**
   * The id of the control, or of the group of controls. A control in a group has the group's id and its place in the
   * value, joined by dots (`variables.1.name`), so that a form can move to it.
   */
  id: string;
  label: string;
  hint?: ReactNode;
  value: Value;
  onChange: (value: Value) => void;
  disabled?: boolean | undefined;
  errorAt?: ErrorAt | undefined;
  /** Returns the stored value of a part that no control can show, by its JSON pointer; null for one that can be edited. */
  unreadAt?: ((pointer: string) => { value: unknown } | null) | undefined;
  /** Says that the value was changed, and from what; null while it wasn't. */
  changed?: string | null | undefined;
}

/** The errors of a correct value. */
export const noErrors: ErrorAt = () => undefined;
