import type { WriteEffect } from "@/lib/flows/requests/write-effects";

/** Gives what a person must agree to by itself before a write, or null. Upstream quirk Q30: public access opens a flow. */
export function agreementFor(effects: WriteEffect[]): string | null {
  return effects.some(({ code }) => code === "public_access_on")
    ? "Yes, anyone may use this flow, not only people of this workspace"
    : null;
}
