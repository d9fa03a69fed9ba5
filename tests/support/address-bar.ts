import { act } from "@testing-library/react";
import { useSyncExternalStore } from "react";
import { vi } from "vitest";

// Stands for `next/navigation` in the tests of components (vitest.config.ts): its part that they use, on the address of the
// simulated browser.

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function show(address: string): void {
  window.history.replaceState(null, "", address);
  for (const listener of listeners) listener();
}

/** What components did with the page's address. */
export const router = { push: vi.fn(show), replace: vi.fn(show), refresh: vi.fn() };

export const useRouter = () => router;
/** Outside of a workspace's pages nothing is known of its request limit. */
export const useParams = () => ({});
export const usePathname = () => useSyncExternalStore(subscribe, () => window.location.pathname);
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

/** Forgets what a test did: files that follow in the same process begin at the same address. */
export function forgetAddress(): void {
  for (const spy of Object.values(router)) spy.mockClear();
  show("/");
}
