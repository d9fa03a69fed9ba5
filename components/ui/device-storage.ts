/** Gives the browser's lasting storage, or null where it is refused. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
