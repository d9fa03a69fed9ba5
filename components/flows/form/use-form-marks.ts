"use client";

import { useEffect, useState } from "react";
import { type FieldErrors, type FieldValues, get, type UseFormReturn } from "react-hook-form";
import { editedFields, leaves } from "../values/nested-values";

/** A field of a form that is wrong, and why. */
export interface WrongField {
  name: string;
  message: string;
}

/** Which fields of a form have unsaved edits, and which are wrong, by their dotted names. */
export interface FormMarks {
  edited: string[];
  wrong: WrongField[];
}

const NOTHING: FormMarks = { edited: [], wrong: [] };

const PAUSE_MS = 120;

/** The first message in an error of a field; a list has one for each wrong place in it. */
function messageIn(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  if ("message" in error && typeof error.message === "string") return error.message;
  return Object.values(error).map(messageIn).find(Boolean) ?? "";
}

function marksOf(initial: object, values: object, errors: FieldErrors): FormMarks {
  const wrong = leaves(values).flatMap(([name]): WrongField[] => {
    const error: unknown = get(errors, name);
    return error ? [{ name, message: messageIn(error) }] : [];
  });
  return { edited: editedFields(initial, values), wrong };
}

/** Follows the unsaved edits and the errors of a form, a moment after each change. */
export function useFormMarks<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  initial: Values,
): FormMarks {
  const [marks, setMarks] = useState(NOTHING);
  const { errors } = form.formState;

  useEffect(() => {
    let timer: number | undefined;
    const update = () => {
      const next = marksOf(initial, form.getValues(), errors);
      setMarks((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    };
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(update, PAUSE_MS);
      },
    });
    update();
    return () => {
      window.clearTimeout(timer);
      unsubscribe();
    };
  }, [form, initial, errors]);

  return marks;
}
