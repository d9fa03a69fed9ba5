import { isBlank } from "@/lib/text/readable";

/** A page that somebody has been to. */
export interface RecentPlace {
  href: string;
  label: string;
}

/**
 * The pages that were opened from the palette, or on which it was opened, the last one first. In the memory of this tab, where
 * no later person of the same browser finds the names of flows.
 */
let places: readonly RecentPlace[] = [];
const MOST_PLACES = 6;

/** Notes that somebody is at a page, or on the way there. A page without a title can't be offered. */
export function noteRecent(place: RecentPlace): void {
  if (isBlank(place.label)) return;
  places = [place, ...places.filter(({ href }) => href !== place.href)].slice(0, MOST_PLACES);
}

/** Returns the pages of before, without the present one. */
export function recentPlaces(present: string): RecentPlace[] {
  return places.filter(({ href }) => href !== present);
}
