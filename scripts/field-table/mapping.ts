import type { FlowKind } from "@/lib/flows/flow-kind";
import { CALL_FLOW_MAPPING } from "./call-flow-mapping";
import type { FieldMapping } from "./field-mapping";
import { MESSAGE_FLOW_MAPPING } from "./message-flow-mapping";

/** The rows of the table for each kind of flow. */
export const MAPPING: Record<FlowKind, readonly FieldMapping[]> = {
  call_flow: CALL_FLOW_MAPPING,
  message_flow: MESSAGE_FLOW_MAPPING,
};
