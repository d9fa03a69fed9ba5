"use client";

import { useEffect, useState } from "react";

/** What a long form tells about one of its sections. */
export interface OutlineSection {
  /** The id of the section's heading, as given to `FormSection`. */
  id: string;
  title: string;
  /** How many of its fields hold unsaved edits. */
  edited: number;
  /** How many of its fields are wrong. */
  errors: number;
}

function counted(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** Says a section's unsaved edits and errors in words, for example "1 unsaved edit, 2 errors"; "" for none. */
export function sectionMarks({ edited, errors }: Pick<OutlineSection, "edited" | "errors">): string {
  const marks = [];
  if (edited > 0) marks.push(counted(edited, "unsaved edit", "unsaved edits"));
  if (errors > 0) marks.push(counted(errors, "error", "errors"));
  return marks.join(", ");
}

/**
 * Chooses the section that is read now.
 * @param order all sections' ids from top to bottom
 * @param inView those whose part of the page is in the reading area
 * @param last what was chosen before; it stays while nothing is in the reading area
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

// The reading area: below bars that lie on the page's top, and its upper part, where eyes are after a jump.
const READING_AREA = "-96px 0px -55% 0px";

function atEndOfPage(): boolean {
  const page = document.documentElement;
  const scrollable = page.scrollHeight > window.innerHeight + 4;
  return scrollable && window.innerHeight + window.scrollY >= page.scrollHeight - 4;
}

/** Gives the id of the section that is read now; null before the browser has looked. Takes the headings' ids. */
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
    // The page's end is reached without any section entering or leaving the reading area.
    window.addEventListener("scrollend", choose);
    return () => {
      observer.disconnect();
      window.removeEventListener("scrollend", choose);
    };
  }, [joined]);
  return current;
}
