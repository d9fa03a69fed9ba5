/**
 * Days and times on a time zone's clock. A day is written as "2026-05-20", a time as "2026-05-20T14:30", a moment as
 * milliseconds since 1970.
 */

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/;
const DAY_MS = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

// Making a format costs far more than using it, and a list of events needs hundreds of days.
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

/** Whether this browser (or Node) knows a zone. The clock that is made to find it out is the one that shows its times. */
export function isZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Returns the time that the zone's clock shows at a moment, as if it were UTC, in milliseconds. */
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
 * Returns the moment at which the zone's clock shows a time (given as if it were UTC). For a time that clocks skip in
 * spring, it is the first moment after the gap. For a time that comes twice in autumn, it is the first of both.
 */
function momentShowing(zone: string, shown: number): number {
  // No zone is further than a day from UTC, so the right offset is that of the day before or of the day after.
  const offsets = [shown - DAY_MS, shown + DAY_MS].map((near) => shownAt(zone, near) - near);
  const moments = offsets.map((offset) => shown - offset).sort((a, b) => a - b);
  const exact = moments.find((moment) => shownAt(zone, moment) === shown);
  return exact ?? endOfGap(zone, moments[0] ?? shown, moments[1] ?? shown, shown);
}

/** Searches between two moments for the one at which the clock jumps past a time, to the second. */
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

/** Returns the day that a moment (in milliseconds) belongs to in a zone. */
export function dayAt(zone: string, at: number): string {
  return new Date(shownAt(zone, at)).toISOString().slice(0, 10);
}

/** Returns what a zone's clock shows at a moment (in milliseconds), to the second: "2026-05-20T14:30:07". */
export function dayTimeAt(zone: string, at: number): string {
  return new Date(shownAt(zone, at)).toISOString().slice(0, 19);
}

/** Returns the day some days later, or earlier by a negative number. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Returns the day of the week: 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/**
 * Returns the first moment of a day in a zone, in milliseconds. Where clocks skip midnight, the day begins later than
 * 00:00.
 */
export function startOfDay(zone: string, day: string): number {
  return momentShowing(zone, Date.parse(`${day}T00:00:00Z`));
}

/** Returns the last millisecond of a day in a zone. */
export function endOfDay(zone: string, day: string): number {
  return momentShowing(zone, Date.parse(`${day}T00:00:00Z`) + DAY_MS) - 1;
}

/** Returns the moment, in milliseconds, at which a zone's clock shows a day and time such as "2026-05-20T14:30". */
export function momentOf(zone: string, dayTime: string): number {
  return momentShowing(zone, Date.parse(`${dayTime}:00Z`));
}
