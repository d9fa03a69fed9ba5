"use client";

import { Fragment, type ReactNode, startTransition, useEffect, useState } from "react";
import { fieldGuide } from "@/lib/flows/fields/flow-fields";
import { type SectionId, sectionsInOrder } from "@/lib/flows/fields/sections";
import type { FlowKind } from "@/lib/flows/model/flow";
import { useHydrated } from "../../ui/use-hydrated";
import { FormOutline } from "../outline/form-outline";
import { FormSection } from "../outline/form-section";
import { fieldPointer } from "../values/nested-values";
import { useFormKind } from "./fields/form-kind";
import type { FormMarks } from "./use-form-marks";

/** A section's fields, and whether they are folded away at first. */
interface SectionContent {
  content: ReactNode;
  /** A few words about the content of the folded section. */
  folded?: string;
}

/** The sections that a form has; those left out are not shown. */
export type FormSections = Partial<Record<SectionId, SectionContent>>;

interface FormLayoutProps {
  marks: FormMarks;
  sections: FormSections;
}

/** The numbers of a section's fields with unsaved edits and with errors. */
interface SectionState {
  edited: number;
  errors: number;
}

/** A long form: its sections in the order of the field guide, with an outline beside them. */
export function FormLayout({ marks, sections }: FormLayoutProps) {
  const { kind, mode } = useFormKind();
  const states = sectionStates(kind, marks);
  const shown = sectionsInOrder(kind, mode).flatMap((section) => {
    const own = sections[section.id];
    if (!own) return [];
    const { edited, errors } = states.get(section.id) ?? { edited: 0, errors: 0 };
    return [{ ...section, ...own, id: `section-${section.id}`, edited, errors }];
  });
  const drawn = useDrawnSections(shown.length);
  return (
    <div className="xl:grid xl:grid-cols-[12rem_minmax(0,1fr)] xl:gap-6">
      <FormOutline sections={shown} />
      <div className="flex min-w-0 flex-col gap-5 max-xl:mt-4">
        {shown.slice(0, drawn).map(({ content, folded, group, ...section }, position) => (
          <Fragment key={section.id}>
            {group === shown[position - 1]?.group ? null : <GroupName name={group} />}
            <FormSection {...section} {...(folded === undefined ? {} : { collapsed: true, summary: folded })}>
              {content}
            </FormSection>
          </Fragment>
        ))}
      </div>
    </div>
  );
}

/** The first section, which has the prompt, fills a window. */
const DRAWN_AT_FIRST = 1;

/**
 * Returns how many sections are drawn: all of a page that the server made. On the way from another page the first ones come at
 * once, and the others one by one: a form of some hundred controls would take a slow processor a second, in one piece.
 */
function useDrawnSections(all: number): number {
  const onPage = useHydrated();
  const [drawn, setDrawn] = useState(onPage ? DRAWN_AT_FIRST : all);
  useEffect(() => {
    if (drawn < all) startTransition(() => setDrawn(drawn + 1));
  }, [drawn, all]);
  return drawn;
}

function GroupName({ name }: { name: string }) {
  return <p className="mt-3 -mb-2 text-sm text-muted-foreground first:mt-0">{name}</p>;
}

/** Counts the unsaved edits and the errors of each section. */
function sectionStates(kind: FlowKind, { edited, wrong }: FormMarks): Map<SectionId, SectionState> {
  const states = new Map<SectionId, SectionState>();
  const count = (name: string, what: keyof SectionState) => {
    const section = fieldGuide(kind, fieldPointer(name))?.section;
    if (!section) return;
    const state = states.get(section) ?? { edited: 0, errors: 0 };
    states.set(section, { ...state, [what]: state[what] + 1 });
  };
  for (const name of edited) count(name, "edited");
  for (const { name } of wrong) count(name, "errors");
  return states;
}
