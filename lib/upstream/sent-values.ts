import type { ResponseSettings } from "@/lib/flows/call-flow";

/** Gives the object without the values that are not known, or undefined when none is left. */
export function onlyKnown<T extends object>(values: T): Record<string, unknown> | undefined {
  const known = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** Gives response settings as updates of both kinds take them, working hours nested (upstream quirk Q9). */
export function sentResponseSettings({ delay, workingHours }: ResponseSettings) {
  return onlyKnown({ delay, workingHours: onlyKnown(workingHours) });
}
