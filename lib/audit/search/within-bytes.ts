/** What is read into memory at once. Two of the largest events there can be, or thousands of common ones. */
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * As many of the first events as fit into memory together; one at least.
 * @param most where several such lists are held at once, what is left for this one
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
