"use client";

import { useEffect, useState } from "react";
import { type FieldErrors, type FieldValues, get, type UseFormReturn } from "react-hook-form";
import { fieldGuide } from "@/lib/flows/fields/flow-fields";
import type { SectionId } from "@/lib/flows/fields/sections";
import type { FlowKind } from "@/lib/flows/model/flow";
import { editedFields } from "./form-request";
import { fieldPointer, leaves } from "./nested-values";

/** How many fields of a section hold unsaved edits, and how many are wrong. */
interface SectionState {
  edited: number;
  errors: number;
}

type SectionStates = Partial<Record<SectionId, SectionState>>;

const NOTHING: SectionState = { edited: 0, errors: 0 };
const PAUSE_MS = 120;

function sectionStates(kind: FlowKind, initial: object, values: object, errors: FieldErrors): SectionStates {
  const states: SectionStates = {};
  const count = (name: string, what: keyof SectionState) => {
    const section = fieldGuide(kind, fieldPointer(name))?.section;
    if (!section) return;
    const state = states[section] ?? NOTHING;
    states[section] = { ...state, [what]: state[what] + 1 };
  };
  for (const name of editedFields(initial, values)) count(name, "edited");
  for (const [name] of leaves(values)) if (get(errors, name)) count(name, "errors");
  return states;
}

/** Gives which sections of a form hold unsaved edits or errors, a moment after each change. */
export function useSectionStates<Values extends FieldValues>(
  kind: FlowKind,
  form: UseFormReturn<Values>,
  initial: Values,
): SectionStates {
  const [states, setStates] = useState<SectionStates>({});
  const { errors } = form.formState;

  useEffect(() => {
    let timer: number | undefined;
    const look = () => {
      const next = sectionStates(kind, initial, form.getValues(), errors);
      setStates((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    };
    const unsubscribe = form.subscribe({
      formState: { values: true },
      callback: () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(look, PAUSE_MS);
      },
    });
    look();
    return () => {
      window.clearTimeout(timer);
      unsubscribe();
    };
  }, [kind, form, initial, errors]);

  return states;
}
