import type { Generation } from "@/sandbox/settings";

/**
 * An ISO time as the generation spells it: the older one leaves the milliseconds out (upstream quirk Q40).
 */
export function spellDate(iso: string, generation: Generation): string {
  return generation === "older" ? iso.replace(/\.\d{3}Z$/, "Z") : iso;
}
