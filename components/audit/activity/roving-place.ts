/**
 * Returns the place that a key leads to from another, or null when it leads nowhere. Places are counted row by row.
 * Gaps are skipped in the same direction.
 *
 * @param places the places with a button, in order
 * @param columns how many are side by side; 0 for a single row
 */
export function rovingPlace(
  key: string,
  from: number,
  places: readonly number[],
  columns: number,
): number | null {
  const steps: Record<string, number> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  if (key === "Home") return places[0] ?? null;
  if (key === "End") return places.at(-1) ?? null;
  const step = steps[key] ?? 0;
  const last = places.at(-1) ?? -1;
  if (step === 0) return null;
  for (let place = from + step; place >= 0 && place <= last; place += step) {
    if (places.includes(place)) return place;
  }
  return null;
}
