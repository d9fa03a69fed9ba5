"use client";

import { focusSearch } from "../../lists/row-keys";
import { useSingleKeys } from "../../ui/use-single-keys";
import { copyLink } from "../event/copy-permalink";
import { eventPath } from "../event/event-links";

const rows = () => [...document.querySelectorAll<HTMLElement>("#audit-events [data-event]")];

/** The event that the focus is in, else the first opened one. */
function presentRow(): HTMLElement | null {
  const focused = document.activeElement?.closest<HTMLElement>("[data-event]");
  return focused ?? rows().find((row) => row.querySelector("details[open]")) ?? null;
}

function goTo(row: HTMLElement | undefined): boolean {
  const line = row?.querySelector("summary");
  line?.focus();
  line?.scrollIntoView({ block: "nearest" });
  return Boolean(line);
}

/** Moves to the next or the previous event; without one in focus to the first. */
function step(by: 1 | -1): boolean {
  const all = rows();
  const present = presentRow();
  return goTo(present ? all[all.indexOf(present) + by] : all[0]);
}

/** Moves to the nearest event about the same thing, and opens it. Newer events stand above. */
function stepWithin(by: 1 | -1): boolean {
  const all = rows();
  const present = presentRow();
  const target = present?.dataset.target;
  if (!present || !target) return false;
  const at = all.indexOf(present);
  const others = by === 1 ? all.slice(at + 1) : all.slice(0, at).reverse();
  const found = others.find((row) => row.dataset.target === target);
  found?.querySelector("details")?.setAttribute("open", "");
  return goTo(found);
}

function copyPresent(logPath: string): boolean {
  const id = presentRow()?.dataset.event;
  if (id === undefined) return false;
  void copyLink(eventPath({ logPath }, { id }));
  return true;
}

/**
 * The keys of a log's list: `/` goes to the search, `J` and `K` to the next and the previous event, `[` and `]` to the
 * previous and the next event of the same flow, and `L` copies an event's link. `Enter` opens, as on any line that opens.
 */
export function useTimelineKeys(logPath: string): void {
  useSingleKeys({
    "/": focusSearch,
    j: () => step(1),
    k: () => step(-1),
    "[": () => stepWithin(1),
    "]": () => stepWithin(-1),
    l: () => copyPresent(logPath),
  });
}
