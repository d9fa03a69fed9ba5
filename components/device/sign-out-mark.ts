import { deviceStorage } from "../ui/device-storage";

/**
 * A random text that changes when somebody signs out on purpose. It says nothing of them. What a page learnt for a person
 * under another mark it must not use any more: the page may have been asleep in a tab while that person left.
 */
const MARK = "switchboard.signed-out";

/** Returns the present mark; null where nobody has signed out yet, or the storage can't be read. */
export function signOutMark(): string | null {
  try {
    return deviceStorage()?.getItem(MARK) ?? null;
  } catch {
    return null;
  }
}

/** Tells every tab of this browser that the person has left. */
export function markSignOut(): void {
  try {
    deviceStorage()?.setItem(MARK, crypto.getRandomValues(new Uint32Array(4)).join("-"));
  } catch {
    // A storage that takes no mark takes no drafts either.
  }
}

/**
 * Calls a listener whenever somebody signs out in another tab.
 * @returns the function that ends that
 */
export function onSignOutElsewhere(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key === MARK) listener();
  };
  window.addEventListener("storage", onStorage);
  return () => window.removeEventListener("storage", onStorage);
}
