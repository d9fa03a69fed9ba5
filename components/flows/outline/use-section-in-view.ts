"use client";

import { useEffect, useState } from "react";
import { sectionInView } from "./section-marks";

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
