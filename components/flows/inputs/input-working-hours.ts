import { timeIn } from "@/lib/time/time-zones";

/** Working hours as a form has them; "" for a part that is not set. */
export interface WorkingHoursValue {
  enabled: boolean;
  /** "HH:MM" */
  start: string;
  /** "HH:MM" */
  end: string;
  /** A time zone's name. */
  timezone: string;
  outOfHoursMessage: string;
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a text is a time of day as the upstream's pages write it, "HH:MM". */
export function isTimeOfDay(text: string): boolean {
  return TIME.test(text);
}

/** Whether a time lies within hours that may run over midnight. Times as "HH:MM" sort like the day itself. */
function within(time: string, start: string, end: string): boolean {
  return start < end ? time >= start && time < end : time >= start || time < end;
}

/**
 * Says what working hours mean at a moment in milliseconds, and which part of that is a guess. The upstream documents
 * neither hours that end before they start nor hours that lack a part.
 */
export function workingHoursInWords(hours: WorkingHoursValue, at: number): string {
  const { start, end, timezone } = hours;
  if (!hours.enabled) return "Working hours are off: the times do not count.";
  if (start === "" || end === "") {
    return "Start and end are not both set. What Trillet makes of that is not documented.";
  }
  if (!isTimeOfDay(start) || !isTimeOfDay(end)) return "Start and end must be times such as 09:00.";
  if (start === end) {
    return `Start and end are both ${start}. Whether that means all day or never is not documented.`;
  }
  const overMidnight = end < start ? " (over midnight? Trillet does not document it)" : "";
  const span = `Answers from ${start} to ${end}${overMidnight}`;
  if (timezone === "") return `${span}. No time zone is set; which one then counts is not documented.`;
  const now = timeIn(timezone, at);
  if (now === null) return `${span}, ${timezone}, which is not a known time zone.`;
  const state = within(now, start, end) ? "open" : "closed";
  return `${span}, ${timezone}; now it is ${now} there: ${state}${end < start ? " if it runs over midnight" : ""}.`;
}
