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

/** Documented fields without a place of their own in the normal form. */
type DocumentedOnly =
  | "/flowData"
  | "/flowData/nodes/*/id"
  | "/flowData/nodes/*/type"
  | "/flowData/nodes/*/data"
  | "/settings/security/securityOptOut";

/** Every field of a call flow. What the normal form has no place for is counted and kept here, so it is no field. */
export type CallFlowPath = PathOf<Omit<CallFlow, "unknownFields" | "kept">>;

type Table = { [P in CallFlowPath]: FieldOf<CallFlow, P> } & Record<DocumentedOnly, Field>;

/** Every fact about every field of a call flow. A missing row, or one of the wrong kind, does not compile. */
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

/** Fails to compile when a row's field does not exist. */
export const noCallFlowRowTooMany: NoRowBut<keyof Table, CallFlowFields> = true;

/** The names of the objects around fields in error messages, and the objects that an update refuses as a whole. */
export const CALL_FLOW_GROUPS = {
  "": { name: "A call flow" },
  "/flowData": { name: "Flow data", update: "fixed" },
  "/settings": { name: "Settings" },
  "/settings/webhooks": { name: "Webhook addresses", update: "fixed" },
  "/settings/callSettings": { name: "Call settings" },
  "/settings/responseSettings": { name: "Response settings" },
  "/settings/responseSettings/workingHours": { name: "Working hours" },
  "/settings/security": { name: "Security" },
} satisfies Record<"" | GroupOf<Omit<CallFlow, "kept">>, { name: string; update?: "fixed" }>;
