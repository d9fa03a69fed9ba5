import type { CallFlow } from "@/lib/flows/model/call-flow";
import { CALL_BASICS, CALL_PROMPT, CALL_VARIABLES } from "./call-flow-basics";
import { CALL_GRAPH, CALL_SPECIAL } from "./call-flow-graph";
import {
  CALL_CONVERSATION,
  CALL_KNOWLEDGE,
  CALL_LIMITS,
  CALL_SECURITY,
  CALL_WELCOME,
} from "./call-flow-settings";
import { CALL_WEBHOOKS } from "./call-flow-webhooks";
import type { Field } from "./field";
import type { FieldOf, GroupOf, NoRowBut, PathOf } from "./field-paths";
import { hoursFields } from "./hours-fields";

/** What is documented although the normal form has no place of its own for it. */
type DocumentedOnly =
  | "/flowData"
  | "/flowData/nodes/*/id"
  | "/flowData/nodes/*/type"
  | "/flowData/nodes/*/data"
  | "/settings/security/securityOptOut";

/** Every field of a call flow. How many fields nobody knows is counted here, and is no field. */
export type CallFlowPath = Exclude<PathOf<CallFlow>, "/unknownFields">;

type Table = { [P in CallFlowPath]: FieldOf<CallFlow, P> } & Record<DocumentedOnly, Field>;

/** Every fact about every field of a call flow. A field that is missing here, or of the wrong kind, does not compile. */
export const CALL_FLOW_FIELDS = {
  ...CALL_BASICS,
  ...CALL_PROMPT,
  ...CALL_VARIABLES,
  ...CALL_WELCOME,
  ...CALL_CONVERSATION,
  ...CALL_KNOWLEDGE,
  ...CALL_LIMITS,
  ...hoursFields("later", "older"),
  ...CALL_SECURITY,
  ...CALL_WEBHOOKS,
  ...CALL_GRAPH,
  ...CALL_SPECIAL,
} satisfies Table;

export type CallFlowFields = typeof CALL_FLOW_FIELDS;

/** Fails to compile for a row of a field that is no more. */
export const noCallFlowRowTooMany: NoRowBut<keyof Table, CallFlowFields> = true;

/** What error messages call the objects around fields, and which of them an update refuses as a whole. */
export const CALL_FLOW_GROUPS = {
  "": { name: "A call flow" },
  "/flowData": { name: "Flow data", update: "fixed" },
  "/settings": { name: "Settings" },
  "/settings/webhooks": { name: "Webhook addresses", update: "fixed" },
  "/settings/callSettings": { name: "Call settings" },
  "/settings/responseSettings": { name: "Response settings" },
  "/settings/responseSettings/workingHours": { name: "Working hours" },
  "/settings/security": { name: "Security" },
} satisfies Record<"" | GroupOf<CallFlow>, { name: string; update?: "fixed" }>;
