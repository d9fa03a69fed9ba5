import { jsonColumn } from "@/lib/db/json-column";
import { storedFlowSchemas } from "@/lib/flows/fields/stored-schema";
import type { StoredFlow } from "@/lib/flows/model/flow";
import type { FlowKind } from "@/lib/flows/model/flow-kind";

const COLUMNS = {
  call_flow: jsonColumn("a stored call flow", storedFlowSchemas.call_flow),
  message_flow: jsonColumn("a stored message flow", storedFlowSchemas.message_flow),
};

/** The columns that hold a flow: `Revision.document`, `Change.base` and `Change.expected`. */
export const storedFlow = {
  read: (kind: FlowKind, stored: unknown): StoredFlow => COLUMNS[kind].read(stored),
  readOrNull: (kind: FlowKind, stored: unknown): StoredFlow | null => COLUMNS[kind].readOrNull(stored),
  write: COLUMNS.call_flow.write,
};
