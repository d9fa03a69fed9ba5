/** Days and times of a clock in some time zone. A day is written as "2026-05-20", a time as "2026-05-20T14:30". */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;
const DAY_MS = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

// Making a format costs far more than using it, and a list of events asks for hundreds of days.
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(zone, made);
  return made;
}

/** What the zone's clock shows, taken for UTC. */
function shownAt(zone: string, at: number): number {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The moment at which the zone's clock shows a time. In spring, when clocks skip it, that is the first moment after
 * the gap; in autumn, when it comes twice, the first of both.
 */
function momentShowing(zone: string, shown: number): number {
  // No zone is further than a day from UTC, so one of the offsets around that day is the one that holds.
  const offsets = [shown - DAY_MS, shown + DAY_MS].map((near) => shownAt(zone, near) - near);
  const moments = offsets.map((offset) => shown - offset).sort((a, b) => a - b);
  const exact = moments.find((moment) => shownAt(zone, moment) === shown);
  return exact ?? endOfGap(zone, moments[0] ?? shown, moments[1] ?? shown, shown);
}

/** Looks for the moment between two others at which the clock jumps past what it should show, to the second. */
function endOfGap(zone: string, before: number, after: number, shown: number): number {
  let low = before;
  let high = after;
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (shownAt(zone, middle) < shown) low = middle;
    else high = middle;
  }
  return high;
}

/** Whether a text is a day of the calendar, such as "2026-02-28". */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** Whether a text is a day and a time of it, such as "2026-02-28T09:30". */
export function isDayTime(text: string): boolean {
  return TIME.test(text) && isDay(text.slice(0, 10));
}

/** Gives the day that a moment (in milliseconds) belongs to in a zone. */
export function dayAt(zone: string, at: number): string {
  return new Date(shownAt(zone, at)).toISOString().slice(0, 10);
}

/** Gives the day some days later, or earlier by a negative number. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Gives the day of the week: 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** Gives the first moment of a day in a zone, in milliseconds. Where clocks skip midnight, that is later than 00:00. */
export function startOfDay(zone: string, day: string): number {
  return momentShowing(zone, Date.parse(`${day}T00:00:00Z`));
}

/** Gives the last millisecond of a day in a zone. */
export function endOfDay(zone: string, day: string): number {
  return momentShowing(zone, Date.parse(`${day}T00:00:00Z`) + DAY_MS) - 1;
}

/** Gives the moment at which a zone's clock shows a day and time such as "2026-05-20T14:30", in milliseconds. */
export function momentOf(zone: string, dayTime: string): number {
  return momentShowing(zone, Date.parse(`${dayTime}:00Z`));
}
