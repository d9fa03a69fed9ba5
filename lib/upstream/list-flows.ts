import "server-only";
import type { FlowDirection } from "@/lib/flows/model/call-flow";
import type { FlowKind } from "@/lib/flows/model/flow";
import type { JsonObject } from "@/lib/json/json-value";
import { listRows, type UpstreamList } from "./list-rows";
import { normalTime, RawFields } from "./raw-fields";
import { flowsPath, type UpstreamConnection } from "./request";

const DIRECTIONS: readonly FlowDirection[] = ["inbound", "outbound", "bidirectional"];

/** A row of a flow list. An optional field is absent where the row lacks it. */
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

/** Keys under which the rows may be, when the answer is no bare list (upstream quirk Q18). */
const WRAPPERS = ["data", "flows", "callFlows", "messageFlows"];

/** The members of a row that `toSummary` reads. */
const ROW_KEYS = [
  "name",
  "direction",
  "agent",
  "isActive",
  "description",
  "messageChannel",
  "autopilot",
  "promptType",
  "createdAt",
  "updatedAt",
];

function toSummary(id: string, row: JsonObject): FlowSummary {
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
 * Lists all flows of a kind in the workspace: the upstream has no paging (quirk Q18).
 * @returns the flows, and how many rows were dropped (see `readRows`)
 * @throws UpstreamError
 */
export async function listFlows(
  connection: UpstreamConnection,
  kind: FlowKind,
): Promise<UpstreamList<FlowSummary>> {
  return await listRows(connection, { path: flowsPath(kind), wrappers: WRAPPERS, keys: ROW_KEYS }, toSummary);
}
