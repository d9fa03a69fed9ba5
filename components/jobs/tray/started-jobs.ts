"use client";

import { createStore } from "../../ui/store";

const { set, ...count } = createStore(0);

/** How many jobs this page has started, for the tray: it looks for jobs again when that changes. */
export const startedJobs = count;

/** Lets the tray know of a job that was started on this page. */
export function noteStartedJob(): void {
  set(count.read() + 1);
}
