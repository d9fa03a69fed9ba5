import "server-only";
import type { FlowDirection } from "@/lib/flows/model/call-flow";
import type { FlowKind } from "@/lib/flows/model/flow";
import { readRows, type UpstreamList } from "./list-rows";
import { normalTime, RawFields, type RawObject } from "./raw-fields";
import { flowsPath, readUpstream, type UpstreamConnection } from "./request";

const DIRECTIONS: readonly FlowDirection[] = ["inbound", "outbound", "bidirectional"];

/** A row of a flow list. The optional fields are there where the row tells them. */
export interface FlowSummary {
  id: string;
  name: string;
  direction: FlowDirection | null;
  agent: string | null;
  isActive: boolean | null;
  description?: string;
  messageChannel?: string;
  autopilot?: boolean;
  promptType?: string;
  createdAt: string | null;
  updatedAt: string | null;
}

/** Where the rows are, when they don't come as a bare list (upstream quirk Q18). */
export const FLOW_LIST_WRAPPERS = ["data", "flows", "callFlows", "messageFlows"];

function toSummary(id: string, row: RawObject): FlowSummary {
  const fields = new RawFields(row);
  const description = fields.text("description", null);
  const messageChannel = fields.text("messageChannel", null);
  const autopilot = fields.flag("autopilot", null);
  const promptType = fields.text("promptType", null);
  return {
    id,
    name: fields.text("name", null) ?? "",
    direction: fields.word("direction", DIRECTIONS, null),
    agent: fields.id("agent", null),
    isActive: fields.flag("isActive", null),
    ...(description === null ? {} : { description }),
    ...(messageChannel === null ? {} : { messageChannel }),
    ...(autopilot === null ? {} : { autopilot }),
    ...(promptType === null ? {} : { promptType }),
    createdAt: normalTime(fields.text("createdAt", null)),
    updatedAt: normalTime(fields.text("updatedAt", null)),
  };
}

/**
 * Lists the workspace's flows of a kind, all of them: the upstream has no paging (quirk Q18).
 * @throws UpstreamError
 */
export async function listFlows(
  connection: UpstreamConnection,
  kind: FlowKind,
): Promise<UpstreamList<FlowSummary>> {
  const { json } = await readUpstream(connection, flowsPath(kind));
  return readRows(json, FLOW_LIST_WRAPPERS, connection, toSummary);
}
