/** The address of the page that a followed link leaves, until the next page is there. */
let left: string | null = null;
const listeners = new Set<() => void>();

function setLeft(pathname: string | null): void {
  left = pathname;
  for (const listener of listeners) listener();
}

/** The store of the page that is being left, for the frame that takes its place. */
export const leaving = {
  subscribe: (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: () => left,
  /** Another page has arrived, or none will. */
  settle: () => setLeft(null),
};

/** Notes that a link is followed; a link to the same page, such as one that sorts a list, leaves nothing. */
export function leaveFor(href: string): void {
  if (new URL(href, window.location.href).pathname !== window.location.pathname) {
    setLeft(window.location.pathname);
  }
}
