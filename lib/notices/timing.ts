import { dayAt, dayPlus, dayTimeAt, isZone, momentOf } from "@/lib/time/zoned-days";

/** How often a person gets mails of what happened at most, and the words for it. */
export const DIGESTS = {
  at_once: "At once, every 5 minutes at most",
  hourly: "Once an hour",
  daily: "Once a day, at 8 in the morning",
} as const;

export type Digest = keyof typeof DIGESTS;

/** When a person wants to be written to. */
export interface Timing {
  digest: Digest;
  /** Minutes since midnight in their zone, from the first until before the last; null for none. */
  quiet: { from: number; until: number } | null;
}

export const ALWAYS: Timing = { digest: "at_once", quiet: null };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MINUTES = 24 * 60;

/** Whatever happens in these minutes after a mail goes into one more mail together. */
export const MAIL_GAP_MS = 5 * MINUTE_MS;

const DAILY_AT = "08:00";

/** The zone in which a person's hours are; UTC where they have chosen none. */
export function zoneOf(timeZone: string | null): string {
  return timeZone !== null && isZone(timeZone) ? timeZone : "UTC";
}

function minuteOfDay(zone: string, at: number): number {
  const [, hours = 0, minutes = 0] = /T(\d\d):(\d\d)/.exec(dayTimeAt(zone, at))?.map(Number) ?? [];
  return hours * 60 + minutes;
}

function isQuiet({ from, until }: NonNullable<Timing["quiet"]>, minute: number): boolean {
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/**
 * Returns the first moment from `at` on that is in no quiet hours, in milliseconds.
 * @param zone whose clock counts: hours that begin at 22 do so all year
 */
export function afterQuiet({ quiet }: Pick<Timing, "quiet">, zone: string, at: number): number {
  if (quiet === null) return at;
  const minute = minuteOfDay(zone, at);
  if (!isQuiet(quiet, minute)) return at;
  const today = dayAt(zone, at);
  const day = minute < quiet.until % DAY_MINUTES ? today : dayPlus(today, 1);
  return momentOf(zone, `${day}T${clock(quiet.until % DAY_MINUTES)}`);
}

function digestSlot(digest: Digest, zone: string, at: number): number {
  if (digest === "at_once") return at;
  if (digest === "hourly") return Math.ceil(at / HOUR_MS) * HOUR_MS;
  const today = dayAt(zone, at);
  const todays = momentOf(zone, `${today}T${DAILY_AT}`);
  return todays >= at ? todays : momentOf(zone, `${dayPlus(today, 1)}T${DAILY_AT}`);
}

/** Returns when something that happens at a moment may leave by mail: with the next digest, in no quiet hours. */
export function mailTime(timing: Timing, zone: string, at: number): number {
  return afterQuiet(timing, zone, digestSlot(timing.digest, zone, at));
}
