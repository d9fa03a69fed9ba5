"use client";

import type { ReactNode } from "react";
import { type FieldErrors, get, useFormContext } from "react-hook-form";
import { type FieldGuide, fieldGuide, fieldLabel } from "@/lib/flows/fields/flow-fields";
import { valueText } from "../../diff/value-text";
import { fieldPointer } from "../../values/nested-values";
import { useFormKind } from "./form-kind";

export interface GuidedFieldProps {
  /** The field's dotted name; also its element's id. */
  name: string;
  /** Replaces the field's usual name. */
  label?: string;
  /** Follows the help text of the guide. */
  note?: ReactNode;
}

/** The message of an error; a list whose items are wrong has none of its own. */
function messageAt(errors: FieldErrors, name: string): string | undefined {
  const error: { message?: unknown } | undefined = get(errors, name);
  return typeof error?.message === "string" ? error.message : undefined;
}

export type GuidedField = ReturnType<typeof useGuidedField>;

/** Returns what is around a field's control, as `Field` takes it, and what is inside of its value. */
export function useGuidedField({ name, label, note }: GuidedFieldProps) {
  const { kind, mode, kept = [], edited, initial } = useFormKind();
  const { formState } = useFormContext();
  const pointer = fieldPointer(name);
  const around = kept.find(({ path }) => `${pointer}/`.startsWith(`${path}/`));
  const help = guideHint(fieldGuide(kind, pointer), mode);
  const field = {
    label: label ?? fieldLabel(pointer),
    hint: note ? (
      <>
        {help} {note}
      </>
    ) : (
      help
    ),
    error: messageAt(formState.errors, name),
    /** Says that it has an unsaved edit, and what was there before, where that is short; else null. */
    changed: edited.some((one) => one === name || one.startsWith(`${name}.`))
      ? formerWords(pointer, get(initial, name))
      : null,
  };
  return {
    field,
    /** What stands in place of the control where the value is stored in another form than documented; else null. */
    unread: around ? { value: around.value } : null,
    /** Returns the stored value of a part that can't be read either, by its JSON pointer within the field's value. */
    unreadAt: (inner: string) => kept.find(({ path }) => path === `${pointer}${inner}`) ?? null,
    /** Returns the error of a place in the field's value, by its JSON pointer within the value, such as `/0/url`. */
    errorAt: (inner: string) => messageAt(formState.errors, `${name}${inner.replaceAll("/", ".")}`),
  };
}

const LONGEST_FORMER = 32;

function formerWords(pointer: string, value: unknown): string {
  if (Array.isArray(value) || (typeof value === "object" && value !== null)) return "changed";
  const words = value === "" ? "empty" : valueText(pointer, value);
  return words.length <= LONGEST_FORMER && !words.includes("\n") ? `was ${words}` : "changed";
}

/** Makes a field's help text from its documented meaning, limits and default, and whether it can change later. */
function guideHint(guide: FieldGuide | null, mode: "create" | "update"): string | undefined {
  if (guide === null) return undefined;
  const { help, limits, standard, afterCreation } = guide;
  const parts = [help, limits];
  if (mode === "create") {
    if (standard) parts.push(`Default: ${standard}.`);
    if (afterCreation === "fixed") parts.push("It can't be changed once the flow exists.");
  }
  return parts.filter(Boolean).join(" ");
}
