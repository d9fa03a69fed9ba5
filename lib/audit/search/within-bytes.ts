/** The maximum that is read into memory at once: two of the largest possible events, or thousands of common ones. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Returns as many of the first events as fit into memory together; one at least.
 * @param most the remaining bytes, where several such lists are in memory at once
 */
export function withinBytes<Place extends { bytes: number }>(
  places: readonly Place[],
  most: number = MOST_BYTES,
): Place[] {
  let bytes = 0;
  const taken = places.findIndex((place, index) => {
    bytes += place.bytes;
    return index > 0 && bytes > most;
  });
  return taken < 0 ? [...places] : places.slice(0, taken);
}
