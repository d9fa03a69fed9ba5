"use client";

import { type ReactNode, useEffect, useState } from "react";
import { type FieldErrors, type FieldValues, get, type UseFormReturn } from "react-hook-form";
import { fieldGuide } from "@/lib/flows/fields/flow-fields";
import { SECTIONS, type SectionId } from "@/lib/flows/fields/sections";
import type { FlowKind } from "@/lib/flows/model/flow";
import { FormOutline } from "../outline/form-outline";
import { FormSection } from "../outline/form-section";
import { editedFields, fieldPointer, leaves } from "../values/nested-values";
import { useFormKind } from "./fields/form-kind";

/** A section's fields, and whether they are folded away at first. */
interface SectionContent {
  content: ReactNode;
  /** A few words about the content of the folded section. */
  folded?: string;
}

/** The sections that a form has; those left out are not shown. */
export type FormSections = Partial<Record<SectionId, SectionContent>>;

interface FormLayoutProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** The values that the form began with. */
  initial: Values;
  sections: FormSections;
}

/** The numbers of a section's fields with unsaved edits and with errors. */
interface SectionState {
  edited: number;
  errors: number;
}

type SectionStates = Partial<Record<SectionId, SectionState>>;

const NOTHING: SectionState = { edited: 0, errors: 0 };

/** A long form: its sections in the order of the field guide, with an outline beside them. */
export function FormLayout<Values extends FieldValues>({ form, initial, sections }: FormLayoutProps<Values>) {
  const { kind } = useFormKind();
  const states = useSectionStates(kind, form, initial);
  const shown = SECTIONS[kind].flatMap((section) => {
    const own = sections[section.id];
    if (!own) return [];
    const { edited, errors } = states[section.id] ?? NOTHING;
    return [{ ...section, ...own, id: `section-${section.id}`, edited, errors }];
  });
  return (
    <div className="xl:grid xl:grid-cols-[12rem_minmax(0,1fr)] xl:gap-6">
      <FormOutline sections={shown} />
      <div className="flex min-w-0 flex-col gap-5 max-xl:mt-4">
        {shown.map(({ content, folded, ...section }) => (
          <FormSection
            key={section.id}
            {...section}
            {...(folded === undefined ? {} : { collapsed: true, summary: folded })}
          >
            {content}
          </FormSection>
        ))}
      </div>
    </div>
  );
}

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

/** Counts unsaved edits and errors in each section of a form, a moment after each change. */
function useSectionStates<Values extends FieldValues>(
  kind: FlowKind,
  form: UseFormReturn<Values>,
  initial: Values,
): SectionStates {
  const [states, setStates] = useState<SectionStates>({});
  const { errors } = form.formState;

  useEffect(() => {
    let timer: number | undefined;
    const update = () => {
      const next = sectionStates(kind, initial, form.getValues(), errors);
      setStates((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
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
  }, [kind, form, initial, errors]);

  return states;
}
