import { takes } from "@/lib/flows/fields/field";
import { flowField, isDocumented } from "@/lib/flows/fields/flow-fields";
import type { KeptValue } from "@/lib/flows/model/call-flow";
import type { Flow, FlowKind } from "@/lib/flows/model/flow";
import { jsonPointer, pointerSteps } from "@/lib/json/json-pointer";
import type { Unread } from "./raw-fields";

/** Older answers have the webhooks here (upstream quirk Q10). No request repeats them, so nothing in them is kept. */
const WEBHOOKS_OF_OLDER = "/settings/webhooks/";

/** The list that a path leads into, as `/a` of `/a/0/b`; null for none. */
function listAround(path: string): string | null {
  const steps = pointerSteps(path);
  const position = steps.findIndex((step) => /^\d+$/.test(step));
  return position === -1 ? null : jsonPointer(steps.slice(0, position));
}

/**
 * Whether an unread value belongs to the flow's content: a documented field that people decide, or a part of what an
 * update sends whole. Other unknown keys are only counted, since they may be counters of the upstream's own.
 */
function isContent(kind: FlowKind, path: string): boolean {
  if (path.startsWith(WEBHOOKS_OF_OLDER)) return false;
  const field = flowField(kind, path);
  if (isDocumented(kind, path)) return field?.diff !== "no" && field?.diff !== "identity";
  if (path.startsWith("/settings/")) return true;
  const list = listAround(path);
  const around = list === null ? null : flowField(kind, list);
  return around !== null && around.life !== "appended" && takes("update", around);
}

function parentOf(path: string): string {
  return jsonPointer(pointerSteps(path).slice(0, -1));
}

/** Whether the answer says nothing of a value that was kept before: it lacks the field, or the object around a key. */
function isUntold(kind: FlowKind, path: string, unread: Unread): boolean {
  return !unread.answered.has(isDocumented(kind, path) ? path : parentOf(path));
}

/**
 * Returns the part of a normal form that stands for what it has no place for.
 * @param lastKnown a kept value of it stays where the answer is partial (upstream quirk Q28)
 */
export function keptFrom(
  kind: FlowKind,
  unread: Unread,
  lastKnown: Flow | null,
): { unknownFields: number; kept: KeptValue[] } {
  const found = [...unread.values].map(([path, value]): KeptValue => ({ path, value }));
  const untold = (lastKnown?.kept ?? []).filter(({ path }) => isUntold(kind, path, unread));
  return {
    unknownFields: found.length,
    kept: [...found.filter(({ path }) => isContent(kind, path)), ...untold],
  };
}
