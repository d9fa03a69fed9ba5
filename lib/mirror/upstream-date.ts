/** A moment that the upstream told; null also for a text that is no time, since what it calls one need not be one. */
export function upstreamDate(text: string | null): Date | null {
  const date = new Date(text ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date;
}
