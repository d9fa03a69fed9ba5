/**
 * Gives a time in one spelling, with milliseconds and in UTC. Upstream quirk Q40: times come with and without
 * milliseconds, so as text the same moment would look like two. A text that is no time stays as it is.
 */
export function normalTime(text: string | null): string | null {
  if (text === null) return null;
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}
