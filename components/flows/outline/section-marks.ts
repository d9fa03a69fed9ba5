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

interface Reading {
  /** All sections' ids from top to bottom. */
  order: readonly string[];
  /** The ids of the sections in the reading area. */
  inView: ReadonlySet<string>;
  /** The last choice; it stays while nothing is in the reading area. */
  last: string | null;
  /** Whether the page is scrolled to its end, where the last sections cannot reach the reading area. */
  atEnd: boolean;
  /** The section that the person jumped to, as long as it is on the screen. */
  jumpedTo: string | null;
}

/** Chooses the section that the person reads now. */
export function sectionInView({ order, inView, last, atEnd, jumpedTo }: Reading): string | null {
  if (atEnd) return jumpedTo !== null && order.includes(jumpedTo) ? jumpedTo : (order.at(-1) ?? null);
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

/** The section that the address names, if any of it is on the screen. */
function targetOnScreen(): string | null {
  const id = window.location.hash.slice(1);
  const box =
    id === "" ? undefined : document.getElementById(id)?.closest("section")?.getBoundingClientRect();
  return box && box.bottom > 0 && box.top < window.innerHeight ? id : null;
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
    const choose = () =>
      setCurrent((last) =>
        sectionInView({ order, inView, last, atEnd: atEndOfPage(), jumpedTo: targetOnScreen() }),
      );
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
    // A jump between the last sections scrolls nothing.
    window.addEventListener("hashchange", choose);
    return () => {
      observer.disconnect();
      window.removeEventListener("scrollend", choose);
      window.removeEventListener("hashchange", choose);
    };
  }, [joined]);
  return current;
}
