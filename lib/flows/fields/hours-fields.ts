import { inSection } from "./field";

/**
 * Returns the rows of the response settings, which are alike in both kinds of flow. Call flows take them in updates
 * only. Defaults are documented for message flows only.
 */
export function hoursFields<const L extends "changeable" | "later">(life: L, answeredBy?: "older") {
  const row = <const H extends string>(help: H, standard: string) => ({
    life,
    copy: "verbatim" as const,
    help,
    ...(answeredBy ? { answeredBy } : {}),
    ...(life === "changeable" ? { standard } : {}),
  });
  return inSection("hours", {
    "/settings/responseSettings/delay": {
      kind: "seconds",
      label: "Response delay",
      ...row("How many seconds the agent waits before it answers.", "0 seconds"),
      limits: "Seconds, 0 or more.",
      note: "Seconds before answering.",
    },
    "/settings/responseSettings/workingHours/enabled": {
      kind: "flag",
      control: "working hours",
      label: "Working hours",
      ...row(
        "Whether the flow keeps working hours. Outside them it answers with the out-of-hours message.",
        "Off",
      ),
    },
    "/settings/responseSettings/workingHours/start": {
      kind: "time",
      control: "working hours",
      label: "Start of working hours",
      ...row("When the working day begins, in the time zone below.", "09:00"),
      limits: "A time such as 09:00.",
      note: "HH:MM in the time zone.",
    },
    "/settings/responseSettings/workingHours/end": {
      kind: "time",
      control: "working hours",
      label: "End of working hours",
      ...row("When the working day ends, in the time zone below.", "17:00"),
      limits: "A time such as 17:00.",
      note: "HH:MM in the time zone.",
    },
    "/settings/responseSettings/workingHours/timezone": {
      kind: "zone",
      control: "working hours",
      label: "Time zone",
      ...row("The time zone in which the working hours are meant, for example Europe/Berlin or UTC.", "UTC"),
      limits: "The name of a time zone.",
    },
    "/settings/responseSettings/workingHours/outOfHoursMessage": {
      kind: "text",
      searched: "text",
      control: "working hours",
      label: "Out-of-hours message",
      ...row("What is answered automatically outside working hours.", "Empty"),
    },
  });
}
