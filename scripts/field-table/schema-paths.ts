import { z } from "zod";
import type { FlowKind } from "@/lib/flows/model/flow";
import { createCallFlowSchema, updateCallFlowSchema } from "@/lib/flows/requests/call-flow-requests";
import { createMessageFlowSchema, updateMessageFlowSchema } from "@/lib/flows/requests/message-flow-requests";

export type RequestVerb = "create" | "update";

/** One field of a request, as the schema that parses it has it. */
export interface RequestPath {
  /** JSON pointer in the request, in the request's spelling, with `*` for list items. */
  path: string;
  /** False where the field is only there to be refused by name. */
  accepted: boolean;
}

const SCHEMAS: Record<FlowKind, Record<RequestVerb, z.ZodType>> = {
  call_flow: { create: createCallFlowSchema, update: updateCallFlowSchema },
  message_flow: { create: createMessageFlowSchema, update: updateMessageFlowSchema },
};

interface Node {
  properties?: Record<string, Node>;
  items?: Node;
  not?: unknown;
}

/** Lists are fields, and so are the fields of their items; objects are only the way to their fields. */
function pathsIn(node: Node, path: string): RequestPath[] {
  if (node.properties) {
    return Object.entries(node.properties).flatMap(([key, inner]) => pathsIn(inner, `${path}/${key}`));
  }
  const own = { path, accepted: node.not === undefined };
  const inItems = node.items?.properties ? pathsIn(node.items, `${path}/*`) : [];
  return [own, ...inItems];
}

/** Returns every field of a request, accepted or refused, from its schema. */
export function requestPaths(kind: FlowKind, verb: RequestVerb): RequestPath[] {
  const schema = z.toJSONSchema(SCHEMAS[kind][verb], { io: "input", unrepresentable: "any" });
  return pathsIn(schema as Node, "");
}

const SPELLINGS: [requestPath: RegExp, path: string][] = [
  [/^\/toggleAutopilot$/, "/autopilot"],
  [/^\/settings\/callSetting\//, "/settings/callSettings/"],
  // As a whole, which only updates refuse.
  [/^\/settings\/webhooks$/, "/settings/webhooks/agent"],
  [/\/variablesforcallflow/, "/variables"],
  [
    /^\/settings\/responseSettings\/(enabled|start|end|timezone|outOfHoursMessage)$/,
    "/settings/responseSettings/workingHours/$1",
  ],
];

/** Returns the path in normal form for a path of a request. */
export function normalPath(requestPath: string): string {
  return SPELLINGS.reduce((path, [spelling, normal]) => path.replace(spelling, normal), requestPath);
}
