import { createHash } from "node:crypto";

/** A fixed id for a piece of demo data, so that every start of the demo has the same ones. */
export function demoId(label: string): string {
  return createHash("sha256").update(`sandbox demo: ${label}`).digest("hex").slice(0, 24);
}

/** The moment `days` days before `now`, at a believable time of the working day. */
export function daysBefore(now: Date, days: number, hour = 10, minute = 15): Date {
  const date = new Date(now.getTime() - days * 86_400_000);
  date.setUTCHours(hour, minute, 0, 0);
  return date;
}
