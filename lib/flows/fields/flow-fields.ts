import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { jsonPointer, pointerSteps } from "@/lib/json/json-pointer";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import type { Field } from "./field";
import { MESSAGE_FLOW_FIELDS } from "./message-flow-fields";
import type { SectionId } from "./sections";

export type FlowField = Field & { section: SectionId };

const FIELDS: Record<FlowKind, Record<string, FlowField>> = {
  call_flow: CALL_FLOW_FIELDS,
  message_flow: MESSAGE_FLOW_FIELDS,
};

/** Gives every field of a kind of flow with its path, section by section. */
export function flowFields(kind: FlowKind): [path: string, field: FlowField][] {
  return Object.entries(FIELDS[kind]);
}

/** Gives a path with `*` in place of every list position, as the tables write paths. */
export function tablePath(path: string): string {
  return jsonPointer(pointerSteps(path).map((step) => (/^\d+$/.test(step) ? "*" : step)));
}

/** Gives the facts about a field, or null for one that nobody documents; a list item as `*` or by its position. */
export function flowField(kind: FlowKind, path: string): FlowField | null {
  const at = tablePath(path);
  return Object.hasOwn(FIELDS[kind], at) ? (FIELDS[kind][at] ?? null) : null;
}

/** Gives the paths of both kinds' fields for which something holds. */
export function pathsWhere(holds: (field: FlowField, path: string) => boolean): Set<string> {
  const all = [...flowFields("call_flow"), ...flowFields("message_flow")];
  return new Set(all.filter(([path, field]) => holds(field, path)).map(([path]) => path));
}
