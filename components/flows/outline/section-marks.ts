"use client";

import { useEffect, useState } from "react";
import { counted } from "../words/counted";

/** One section of a long form, as the outline shows it. */
export interface OutlineSection {
  /** The id of the section's heading, as in `FormSection`. */
  id: string;
  title: string;
  /** The heading of this section and its neighbours. */
  group?: string;
  /** The number of fields with unsaved edits. */
  edited: number;
  /** The number of wrong fields. */
  errors: number;
}

/** Says a section's unsaved edits and errors in words, for example "1 unsaved edit, 2 errors"; "" for none. */
export function sectionMarks({ edited, errors }: Pick<OutlineSection, "edited" | "errors">): string {
  const marks = [];
  if (edited > 0) marks.push(counted(edited, "unsaved edit"));
  if (errors > 0) marks.push(counted(errors, "error"));
  return marks.join(", ");
}

/**
 * Chooses the section that the person reads now.
 * @param order all sections' ids from top to bottom
 * @param inView the ids of the sections in the reading area
 * @param last the last choice; it stays while nothing is in the reading area
 * @param atEnd whether the page is scrolled to its end, where a short last section cannot reach the reading area
 */
export function sectionInView(
  order: readonly string[],
  inView: ReadonlySet<string>,
  last: string | null,
  atEnd: boolean,
): string | null {
  if (atEnd) return order.at(-1) ?? null;
  const first = order.find((id) => inView.has(id));
  if (first !== undefined) return first;
  return last !== null && order.includes(last) ? last : (order[0] ?? null);
}

// The reading area is the upper part of the window, where eyes are after a jump, without the bars at its top.
const READING_AREA = "-96px 0px -55% 0px";

function atEndOfPage(): boolean {
  const page = document.documentElement;
  const scrollable = page.scrollHeight > window.innerHeight + 4;
  return scrollable && window.innerHeight + window.scrollY >= page.scrollHeight - 4;
}

/** Returns the id of the section that the person reads now, from the headings' ids; null before the first check. */
export function useSectionInView(ids: readonly string[]): string | null {
  const [current, setCurrent] = useState<string | null>(null);
  const joined = ids.join(" ");
  useEffect(() => {
    const order = joined.split(" ").filter((id) => id !== "");
    const sections = new Map<Element, string>();
    for (const id of order) {
      const section = document.getElementById(id)?.closest("section");
      if (section) sections.set(section, id);
    }
    const inView = new Set<string>();
    const choose = () => setCurrent((last) => sectionInView(order, inView, last, atEndOfPage()));
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const id = sections.get(target) ?? "";
          if (isIntersecting) inView.add(id);
          else inView.delete(id);
        }
        choose();
      },
      { rootMargin: READING_AREA },
    );
    for (const section of sections.keys()) observer.observe(section);
    // A page can scroll to its end without any section entering or leaving the reading area.
    window.addEventListener("scrollend", choose);
    return () => {
      observer.disconnect();
      window.removeEventListener("scrollend", choose);
    };
  }, [joined]);
  return current;
}
