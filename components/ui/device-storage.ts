/** Returns the browser's lasting storage, or null where the browser refuses it. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
