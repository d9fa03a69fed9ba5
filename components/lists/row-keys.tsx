"use client";

import { useRouter } from "next/navigation";
import { useSingleKeys } from "../ui/use-single-keys";

/** Moves the focus to the list's search, and selects its words. */
export function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>("search input[type=search]");
  field?.focus();
  field?.select();
  return field !== null;
}

const rowLinks = () => [...document.querySelectorAll<HTMLElement>("[data-row] [data-row-link]")];

const presentRow = () => document.activeElement?.closest<HTMLElement>("[data-row]") ?? null;

/** Moves to the next or the previous row; without one in focus to the first. */
function step(by: 1 | -1): boolean {
  const links = rowLinks();
  const present = presentRow();
  const at = links.findIndex((link) => present?.contains(link));
  const next = at === -1 ? links[0] : links[at + by];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function choosePresent(): boolean {
  const box = presentRow()?.querySelector<HTMLInputElement>("input[type=checkbox]:not(:disabled)");
  box?.click();
  return Boolean(box);
}

/**
 * The keys of a list whose rows are links: `/` goes to the search, `J` and `K` or the arrows to the next and the
 * previous row, `X` chooses the row, `Enter` opens it, `C` makes a new one. A row is a `data-row` with a `data-row-link`.
 * @param createPath the page that makes a new one; null for people who may not
 */
export function RowKeys({ createPath }: { createPath: string | null }) {
  const router = useRouter();
  useSingleKeys({
    "/": focusSearch,
    j: () => step(1),
    k: () => step(-1),
    // The arrows scroll the page until somebody is in the list.
    arrowdown: () => presentRow() !== null && step(1),
    arrowup: () => presentRow() !== null && step(-1),
    x: choosePresent,
    c: () => {
      if (createPath !== null) router.push(createPath);
      return createPath !== null;
    },
  });
  return null;
}
