import { createStore } from "./store";

const { set, ...left } = createStore<string | null>(null);

/** The address of the page that a followed link leaves, until the next page is there: for the frame that takes its place. */
export const leaving = {
  ...left,
  /** Another page has arrived, or none will. */
  settle: () => set(null),
};

/** Notes that a link is followed; a link to the same page, such as one that sorts a list, leaves nothing. */
export function leaveFor(href: string): void {
  if (new URL(href, window.location.href).pathname !== window.location.pathname) {
    set(window.location.pathname);
  }
}
