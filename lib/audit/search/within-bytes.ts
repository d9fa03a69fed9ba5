import type { EventPlace } from "./find-events";

/** What is read into memory at once. Two of the largest events there can be, or thousands of common ones. */
const MOST_BYTES = 8 * 1024 * 1024;

/** As many of the first events as fit into memory together; one at least. */
export function withinBytes(places: readonly EventPlace[]): EventPlace[] {
  let bytes = 0;
  const taken = places.findIndex((place, index) => {
    bytes += place.bytes;
    return index > 0 && bytes > MOST_BYTES;
  });
  return taken < 0 ? [...places] : places.slice(0, taken);
}
