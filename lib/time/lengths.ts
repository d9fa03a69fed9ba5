/** The units in which people think of a length of time, in minutes. */
export const TIME_UNITS = { minutes: 1, hours: 60, days: 24 * 60 } as const;

export type TimeUnit = keyof typeof TIME_UNITS;

/** Returns a length in the largest unit in which it is a whole number: 1440 minutes are 1 of "days". */
export function inLargestUnit(minutes: number): { amount: number; unit: TimeUnit } {
  for (const unit of ["days", "hours"] as const) {
    const amount = minutes / TIME_UNITS[unit];
    if (amount >= 1 && Number.isInteger(amount)) return { amount, unit };
  }
  return { amount: minutes, unit: "minutes" };
}

/** Returns a number with its unit: "30 days", "1 hour". */
export function counted(amount: number, unit: string): string {
  return `${amount} ${amount === 1 ? unit.replace(/s$/, "") : unit}`;
}

/** Returns how long somebody has to wait, rounded up to what people count in: "30 seconds", "15 minutes", "23 hours". */
export function waitInWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  if (seconds < 100) return counted(Math.ceil(seconds), "seconds");
  return minutes < 100 ? counted(minutes, "minutes") : counted(Math.ceil(minutes / 60), "hours");
}
