import type { ToldEvent } from "./told-event";

const CLOCK = new Intl.DateTimeFormat("en-GB", { timeStyle: "short", timeZone: "UTC" });
const DAY_AND_CLOCK = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

function moment(value: unknown): Date | null {
  const date = typeof value === "string" ? new Date(value) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** Says when the first and the last of several tries were, in UTC: "between 10:02 and 10:14 UTC". */
function spanWords(first: Date | null, last: Date | null): string {
  if (!first || !last) return "";
  const oneDay = first.toISOString().slice(0, 10) === last.toISOString().slice(0, 10);
  const format = oneDay ? CLOCK : DAY_AND_CLOCK;
  const [from, to] = [format.format(first), format.format(last)];
  return from === to ? ` at ${from} UTC` : ` between ${from} and ${to} UTC`;
}

/** How often something happened that is one event in the log, and when; null where the event tells of one try only. */
interface Repeats {
  count: number;
  /** " between 10:02 and 10:14 UTC", or nothing. */
  span: string;
}

/** Reads from an event whether it stands for several tries of the same kind. */
export function repeatsOf({ detail }: Pick<ToldEvent, "detail">): Repeats | null {
  const { count, firstAt, lastAt } = detail;
  if (typeof count !== "number" || count < 1 || firstAt === undefined) return null;
  return { count, span: spanWords(moment(firstAt), moment(lastAt)) };
}
