import { group } from "@/lib/flows/fields/field-schemas";
import {
  MESSAGE_FLOW_FIELDS,
  MESSAGE_FLOW_GROUPS,
  type MessageFlowFields,
} from "@/lib/flows/fields/message-flow-fields";
import {
  checkNotEmpty,
  ONLY_WITHOUT_OTHER_ERRORS,
  toggleAutopilotRefused,
} from "@/lib/flows/fields/patch-rules";
import { requestShape, type Sent, takenByUpdate } from "@/lib/flows/fields/request-schema";

/** What to change in a message flow. An absent field stays as it is, and `autopilot` is wanted, not flipped. */
export type MessageFlowPatch = Sent<MessageFlowFields, "update">;

/**
 * What the upstream lets one change in a message flow (upstream quirk Q25: little), plus `autopilot`. Every
 * field optional, at least one needed; every other field of a flow is refused by name.
 */
export const updateMessageFlowSchema = group("A change of a message flow", {
  ...requestShape(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, "update"),
  toggleAutopilot: toggleAutopilotRefused(),
})
  .superRefine(checkNotEmpty, ONLY_WITHOUT_OTHER_ERRORS)
  .transform((sent): MessageFlowPatch => takenByUpdate(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, sent));
