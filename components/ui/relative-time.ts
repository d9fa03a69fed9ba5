const STEPS: { limit: number; seconds: number; unit: Intl.RelativeTimeFormatUnit }[] = [
  { limit: 3600, seconds: 60, unit: "minute" },
  { limit: 86_400, seconds: 3600, unit: "hour" },
  { limit: 7 * 86_400, seconds: 86_400, unit: "day" },
  { limit: 30 * 86_400, seconds: 7 * 86_400, unit: "week" },
  { limit: 365 * 86_400, seconds: 30 * 86_400, unit: "month" },
];

// One language on the server and in the browser, so that both render the same words.
const FORMAT = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

/**
 * Says how long ago (or how far ahead) a moment is, for example "3 minutes ago".
 * Takes two times in milliseconds; anything nearer than 45 seconds is "just now".
 */
export function relativeTime(then: number, now: number): string {
  const seconds = (then - now) / 1000;
  const distance = Math.abs(seconds);
  if (distance < 45) return "just now";
  for (const { limit, seconds: size, unit } of STEPS) {
    if (distance < limit)
      return FORMAT.format(Math.sign(seconds) * Math.max(1, Math.floor(distance / size)), unit);
  }
  return FORMAT.format(Math.sign(seconds) * Math.floor(distance / (365 * 86_400)), "year");
}
