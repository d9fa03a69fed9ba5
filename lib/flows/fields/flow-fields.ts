import type { FlowKind } from "@/lib/flows/model/flow";
import { jsonPointer, pointerSteps } from "@/lib/json/json-pointer";
import { CALL_FLOW_FIELDS, CALL_FLOW_GROUPS } from "./call-flow-fields";
import type { Field } from "./field";
import { MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS } from "./message-flow-fields";
import type { SectionId } from "./sections";

type FlowField = Field & { section: SectionId };

/** The tables of fields, by kind of flow. */
export const FIELDS: Record<FlowKind, Record<string, FlowField>> = {
  call_flow: CALL_FLOW_FIELDS,
  message_flow: MESSAGE_FLOW_FIELDS,
};

const GROUPS: Record<FlowKind, object> = {
  call_flow: CALL_FLOW_GROUPS,
  message_flow: MESSAGE_FLOW_GROUPS,
};

/** Returns every field of a kind of flow with its path, section by section. */
export function flowFields(kind: FlowKind): [path: string, field: FlowField][] {
  return Object.entries(FIELDS[kind]);
}

/** Returns a path with `*` in place of every list position, as the tables write paths. */
export function tablePath(path: string): string {
  return jsonPointer(pointerSteps(path).map((step) => (/^\d+$/.test(step) ? "*" : step)));
}

/**
 * Returns the facts about a field, or null for a field that is not documented. The path has a list item as `*` or by
 * its position.
 */
export function flowField(kind: FlowKind, path: string): FlowField | null {
  const table = FIELDS[kind];
  const at = Object.hasOwn(table, path) ? path : tablePath(path);
  return Object.hasOwn(table, at) ? (table[at] ?? null) : null;
}

/** Returns the paths of the objects around documented fields. */
export function fieldGroups(kind: FlowKind): string[] {
  return Object.keys(GROUPS[kind]);
}

/** Whether a path is the one of an object around documented fields, such as `/settings/security`. */
export function isFieldGroup(kind: FlowKind, path: string): boolean {
  return Object.hasOwn(GROUPS[kind], path);
}

/** Whether a path is the one of a documented field, or of an object around such fields. */
export function isDocumented(kind: FlowKind, path: string): boolean {
  return flowField(kind, path) !== null || isFieldGroup(kind, path);
}

/** Returns the paths of the fields, of both kinds of flow, for which a condition is true. */
export function pathsWhere(holds: (field: FlowField, path: string) => boolean): Set<string> {
  const all = [...flowFields("call_flow"), ...flowFields("message_flow")];
  return new Set(all.filter(([path, field]) => holds(field, path)).map(([path]) => path));
}

/** The names of single list items and of whole objects. */
const PARTS: Record<string, string> = {
  "/settings": "Settings",
  "/dynamicVariableCollections/*": "Variable collection",
  "/dynamicVariableCollections/*/variables/*": "Variable",
  "/webhooks/*": "Webhook",
  "/flowData/nodes/*": "Flow node",
  "/flowData/edges/*": "Flow edge",
  "/settings/transfers/*": "Transfer",
  "/settings/knowledgeBases/*": "Knowledge base",
  "/settings/knowledgeBaseFiles/*": "Knowledge base file",
  "/settings/callSettings/reminderMessages/*": "Reminder message",
};

/** Turns `someFieldName` into `Some field name`. */
function inWords(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase()
    .replace(/\bapi\b/, "API")
    .trim();
  return words === "" ? "Flow" : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The last name in a path, and of which item of it: the first is 1. A number alone would say nothing. */
function lastName(path: string): string {
  const [last = "", above] = pointerSteps(path).toReversed();
  const isItem = above !== undefined && /^\d+$/.test(last);
  return isItem ? `${inWords(above)} ${Number(last) + 1}` : inWords(last);
}

/**
 * Returns a field's name for people. An unknown field is named after the last name in its path.
 * @param path JSON pointer of the field; a list item as `*` or by its position
 */
export function fieldLabel(path: string): string {
  const field = flowField("call_flow", path) ?? flowField("message_flow", path);
  return field?.label ?? PARTS[tablePath(path)] ?? lastName(path);
}

/** The documentation of one field of a flow, in words for the people who run flows. */
export interface FieldGuide extends Pick<FlowField, "section" | "help" | "standard" | "limits"> {
  path: string;
  /** Whether it can be set once the flow exists; absent for a field that the upstream makes. */
  afterCreation?: "fixed" | "changeable" | "only_after_creation";
}

const AFTER_CREATION = {
  changeable: "changeable",
  appended: "changeable",
  fixed: "fixed",
  copy: "fixed",
  later: "only_after_creation",
  made: undefined,
} as const satisfies Record<FlowField["life"], FieldGuide["afterCreation"]>;

function guideOf(path: string, { section, help, standard, limits, life }: FlowField): FieldGuide {
  const afterCreation = AFTER_CREATION[life];
  return {
    path,
    section,
    help,
    ...(standard ? { standard } : {}),
    ...(limits ? { limits } : {}),
    ...(afterCreation ? { afterCreation } : {}),
  };
}

const guidesOf = (kind: FlowKind) =>
  new Map(flowFields(kind).map(([path, field]) => [path, guideOf(path, field)] as const));

const GUIDES: Record<FlowKind, ReadonlyMap<string, FieldGuide>> = {
  call_flow: guidesOf("call_flow"),
  message_flow: guidesOf("message_flow"),
};

/**
 * Returns the documentation of a field of a flow, or null where there is none.
 * @param path JSON pointer of the field in normal form; a list item as `*` or by its position
 */
export function fieldGuide(kind: FlowKind, path: string): FieldGuide | null {
  return GUIDES[kind].get(tablePath(path)) ?? null;
}

/** Returns the documentation of all fields of a kind of flow, section by section. */
export function fieldGuides(kind: FlowKind): readonly FieldGuide[] {
  return [...GUIDES[kind].values()];
}
