"use client";

import type { ReactNode } from "react";
import type { FieldValues, UseFormReturn } from "react-hook-form";
import { SECTIONS, type SectionId } from "@/lib/flows/fields/sections";
import { FormOutline } from "../outline/form-outline";
import { FormSection } from "../outline/form-section";
import { useFormKind } from "./fields/form-kind";
import { useSectionStates } from "./use-section-states";

/** A section's fields, and whether they are folded away at first. */
interface SectionContent {
  content: ReactNode;
  /** Says in a few words what the folded section holds. */
  folded?: string;
}

/** The sections that a form has; those left out are not shown. */
export type FormSections = Partial<Record<SectionId, SectionContent>>;

interface FormLayoutProps<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** What the form began with. */
  initial: Values;
  sections: FormSections;
}

const NO_STATE = { edited: 0, errors: 0 };

/** A long form: its sections in the order of the field guide, with an outline beside them. */
export function FormLayout<Values extends FieldValues>({ form, initial, sections }: FormLayoutProps<Values>) {
  const { kind } = useFormKind();
  const states = useSectionStates(kind, form, initial);
  const shown = SECTIONS[kind].flatMap((section) => {
    const own = sections[section.id];
    if (!own) return [];
    const { edited, errors } = states[section.id] ?? NO_STATE;
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
