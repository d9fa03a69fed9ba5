import { type FieldGuide, inSection } from "./guide-entry";

type Entry = Omit<FieldGuide, "path" | "section">;

/**
 * The response settings. Both kinds of flow have them; call flows take them in updates only, and defaults are
 * told for message flows only.
 */
export function hoursGuide(afterCreation: "changeable" | "only_after_creation"): FieldGuide[] {
  const isTold = afterCreation === "changeable";
  const entry = (help: string, standard: string, limits?: string): Entry => ({
    help,
    ...(isTold ? { standard } : {}),
    ...(limits === undefined ? {} : { limits }),
    afterCreation,
  });
  return inSection("hours", {
    "/settings/responseSettings/delay": entry(
      "How many seconds the agent waits before it answers.",
      "0 seconds",
      "Seconds, 0 or more.",
    ),
    "/settings/responseSettings/workingHours/enabled": entry(
      "Whether the flow keeps working hours. Outside them it answers with the out-of-hours message.",
      "Off",
    ),
    "/settings/responseSettings/workingHours/start": entry(
      "When the working day begins, in the time zone below.",
      "09:00",
      "A time such as 09:00.",
    ),
    "/settings/responseSettings/workingHours/end": entry(
      "When the working day ends, in the time zone below.",
      "17:00",
      "A time such as 17:00.",
    ),
    "/settings/responseSettings/workingHours/timezone": entry(
      "The time zone in which the working hours are meant, for example Europe/Berlin or UTC.",
      "UTC",
    ),
    "/settings/responseSettings/workingHours/outOfHoursMessage": entry(
      "What is answered automatically outside working hours.",
      "Empty",
    ),
  });
}
