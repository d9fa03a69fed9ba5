import type { FlowKind } from "@/lib/flows/model/flow";
import { jsonPointer, pointerSteps } from "@/lib/json/json-pointer";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import type { Field } from "./field";
import { MESSAGE_FLOW_FIELDS } from "./message-flow-fields";
import type { SectionId } from "./sections";

type FlowField = Field & { section: SectionId };

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

/** What single items of lists, and whole objects, are called. */
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

/** Gives a field's name for people, from its JSON pointer in a flow (a list item by `*` or its position); an unknown one is named after its last step. */
export function fieldLabel(path: string): string {
  const field = flowField("call_flow", path) ?? flowField("message_flow", path);
  return field?.label ?? PARTS[tablePath(path)] ?? inWords(pointerSteps(path).at(-1) ?? "");
}

/** What is documented about one field of a flow, in words for the people who run flows. */
export interface FieldGuide extends Pick<FlowField, "section" | "help" | "standard" | "limits"> {
  path: string;
  /** What can be done with it once the flow exists; absent for what the upstream makes by itself. */
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
 * Gives what is documented about a field of a flow, or null where nothing is.
 * @param path JSON pointer of the field in normal form; a list item as `*` or by its position
 */
export function fieldGuide(kind: FlowKind, path: string): FieldGuide | null {
  return GUIDES[kind].get(tablePath(path)) ?? null;
}

/** Gives everything that is documented about the fields of a kind of flow, section by section. */
export function fieldGuides(kind: FlowKind): readonly FieldGuide[] {
  return [...GUIDES[kind].values()];
}
