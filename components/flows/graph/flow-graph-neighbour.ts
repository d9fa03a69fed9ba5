import { BOX, type Place, type Places } from "./flow-graph-layout";

export type Direction = "up" | "down" | "left" | "right";

/**
 * The box that an arrow key leads to: the nearest one on that side, where being out of line counts double.
 * @returns its key, or null when there is nothing on that side
 */
export function neighbourTowards(places: Places, key: string, direction: Direction): string | null {
  const here = places.get(key);
  if (!here) return null;
  let nearest: { key: string; distance: number } | null = null;
  for (const [other, place] of places) {
    const distance = other === key ? null : distanceTowards(here, place, direction);
    if (distance !== null && (!nearest || distance < nearest.distance)) nearest = { key: other, distance };
  }
  return nearest?.key ?? null;
}

/** Null for what isn't on that side: left and right stay at the same height, up and down leave it. */
function distanceTowards(here: Place, there: Place, direction: Direction): number | null {
  const [dx, dy] = [there.x - here.x, there.y - here.y];
  const sameHeight = Math.abs(dy) < BOX.height / 2;
  const upright = direction === "up" || direction === "down";
  if (sameHeight === upright) return null;
  const ahead = (upright ? dy : dx) * (direction === "down" || direction === "right" ? 1 : -1);
  return ahead > 0 ? ahead + 2 * Math.abs(upright ? dx : dy) : null;
}
