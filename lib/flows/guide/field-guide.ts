import type { FlowKind } from "@/lib/flows/flow-kind";
import { CALL_FLOW_GUIDE } from "./call-flow-guide";
import type { FieldGuide } from "./guide-entry";
import { guidePath } from "./guide-path";
import { MESSAGE_FLOW_GUIDE } from "./message-flow-guide";

const GUIDES: Record<FlowKind, ReadonlyMap<string, FieldGuide>> = {
  call_flow: new Map(CALL_FLOW_GUIDE.map((entry) => [entry.path, entry])),
  message_flow: new Map(MESSAGE_FLOW_GUIDE.map((entry) => [entry.path, entry])),
};

/**
 * Gives what is documented about a field of a flow, or null where nothing is.
 * @param path JSON pointer of the field in normal form; a list item as `*` or by its position
 */
export function fieldGuide(kind: FlowKind, path: string): FieldGuide | null {
  return GUIDES[kind].get(guidePath(path)) ?? null;
}

/** Gives everything that is documented about the fields of a kind of flow, section by section. */
export function fieldGuides(kind: FlowKind): readonly FieldGuide[] {
  return [...GUIDES[kind].values()];
}
