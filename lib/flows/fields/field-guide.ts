import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { type FlowField, flowFields, tablePath } from "./flow-fields";

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
