import { act } from "@testing-library/react";
import { useSyncExternalStore } from "react";

/** The part of `next/navigation` that components use, on the address of the simulated browser. */

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(address: string): void {
  window.history.replaceState(null, "", address);
  for (const listener of listeners) listener();
}

const router = { replace: show, push: show, refresh: () => {} };

export const useRouter = () => router;
export const usePathname = () => useSyncExternalStore(subscribe, () => window.location.pathname);
export const useParams = () => ({});
export function useSearchParams(): URLSearchParams {
  return new URLSearchParams(useSyncExternalStore(subscribe, () => window.location.search));
}

/** Goes to another address of the portal, as a link or the back button does. */
export function goTo(path: string): void {
  act(() => show(path));
}

/** The address's parameters. */
export function shownParams(): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(window.location.search));
}
