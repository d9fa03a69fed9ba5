import type { ReactFlowInstance } from "@xyflow/react";
import type { KeyboardEvent } from "react";
import { BOX, type Place, type Places } from "./flow-graph-layout";

type Direction = "up" | "down" | "left" | "right";

/**
 * The box that an arrow key leads to: the nearest one on that side; a distance across the direction counts double.
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

/** The distance to a box; null for one that isn't on that side. Left and right stay in a row, up and down leave it. */
function distanceTowards(here: Place, there: Place, direction: Direction): number | null {
  const [dx, dy] = [there.x - here.x, there.y - here.y];
  const sameHeight = Math.abs(dy) < BOX.height / 2;
  const upright = direction === "up" || direction === "down";
  if (sameHeight === upright) return null;
  const ahead = (upright ? dy : dx) * (direction === "down" || direction === "right" ? 1 : -1);
  return ahead > 0 ? ahead + 2 * Math.abs(upright ? dx : dy) : null;
}

const ARROWS: Record<string, Direction> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

interface CanvasKeys {
  places: Places;
  /** Moves the focus to a box. */
  go: (key: string) => void;
  open: (key: string) => void;
  /** Null where the graph is only shown. */
  remove: ((key: string) => void) | null;
}

/** Handles a key on a box: arrows go to the next box on that side, Enter opens the box, Delete removes it. */
export function pressOnBox(
  event: KeyboardEvent<HTMLElement>,
  { places, go, open, remove }: CanvasKeys,
): void {
  const key = event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
  if (key === undefined || !places.has(key) || event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = ARROWS[event.key];
  if (direction) {
    const next = neighbourTowards(places, key, direction);
    if (next !== null) go(next);
  } else if (event.key === "Enter" || event.key === " ") open(key);
  else if (remove && (event.key === "Delete" || event.key === "Backspace")) remove(key);
  else return;
  event.preventDefault();
}

/**
 * Brings a box into the picture unless all of it is there already.
 * @param readable the zoom (1 is full size) below which the picture comes closer
 */
export function showBox(
  flow: Pick<ReactFlowInstance, "getViewport" | "setCenter">,
  canvas: HTMLElement,
  place: Place | undefined,
  readable: number,
): void {
  if (!place) return;
  const { x, y, zoom } = flow.getViewport();
  const left = place.x * zoom + x;
  const top = place.y * zoom + y;
  const right = left + BOX.width * zoom;
  const bottom = top + BOX.height * zoom;
  const inside = left >= 0 && top >= 0 && right <= canvas.clientWidth && bottom <= canvas.clientHeight;
  if (inside && zoom >= readable) return;
  const middle = { x: place.x + BOX.width / 2, y: place.y + BOX.height / 2 };
  flow.setCenter(middle.x, middle.y, { zoom: Math.max(zoom, readable) });
}

/** Focuses a box as soon as it is drawn: boxes outside the picture are not. */
export function focusBox(canvas: HTMLElement, key: string): void {
  let tries = 10;
  const attempt = () => {
    const box = canvas.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(key)}"]`);
    if (box) box.focus({ preventScroll: true });
    else if (tries-- > 0) requestAnimationFrame(attempt);
  };
  attempt();
}
