import { createStore } from "./store";

const { set, ...left } = createStore<string | null>(null);

/** So long a page that is on its way may still take the cover's place by itself, without its frame before it. */
const FRAME_AFTER_MS = 700;

let frameDue: Promise<void> | null = null;

/** The address of the page that a followed link leaves, until the next page is there: for the frame that takes its place. */
export const leaving = {
  ...left,
  /** Another page has arrived, or none will. */
  settle: () => {
    frameDue = null;
    set(null);
  },
  /** When the next page's own frame is to take the place of the cover; null where nothing is covered. */
  frameDue: () => frameDue,
};

/** Notes that a link is followed; a link to the same page, such as one that sorts a list, leaves nothing. */
export function leaveFor(href: string): void {
  if (new URL(href, window.location.href).pathname === window.location.pathname) return;
  frameDue = new Promise((due) => setTimeout(due, FRAME_AFTER_MS));
  set(window.location.pathname);
}
