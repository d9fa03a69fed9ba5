"use client";

import { createStore } from "../ui/store";

const { set, ...wanted } = createStore<{ settle: (proved: boolean) => void } | null>(null);

let underWay: Promise<boolean> | null = null;
let dialogs = 0;

/** The proof of identity that a request waits for; null while none does. For `ProveIdentityDialog`. */
export const wantedProof = {
  ...wanted,
  subscribe: (listener: () => void) => {
    dialogs += 1;
    const end = wanted.subscribe(listener);
    return () => {
      dialogs -= 1;
      end();
    };
  },
};

/**
 * Lets the person prove who they are. Requests that need it at the same time wait for one proof.
 * @returns whether they have; false where the page has no dialog for it, or they gave up
 */
export function proveIdentity(): Promise<boolean> {
  if (dialogs === 0) return Promise.resolve(false);
  underWay ??= new Promise<boolean>((settle) => set({ settle })).finally(() => {
    underWay = null;
    set(null);
  });
  return underWay;
}
