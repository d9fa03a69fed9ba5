import { hoursMapping } from "./call-settings-mapping";
import { type FieldMapping, field, NO_CONTROL } from "./field-mapping";
import type { RuleKey } from "./rules";

const FIXED: RuleKey[] = ["message_round_trip", "form", "message_fixed"];
const BOTH: RuleKey[] = ["message_round_trip", "form", "message_read"];

/** Every documented field of a message flow. Its two generations differ in what they leave out, not in names. */
export const MESSAGE_FLOW_MAPPING: readonly FieldMapping[] = [
  field("/id", [NO_CONTROL.none, NO_CONTROL.made], ["message_read", "other_workspace"], {
    newer: "_id",
    older: "_id",
  }),
  field("/workspaceId", [NO_CONTROL.none, NO_CONTROL.json], ["message_read", "other_workspace"]),
  field("/createdAt", [NO_CONTROL.none, NO_CONTROL.json], ["message_read", "times"]),
  field("/updatedAt", [NO_CONTROL.none, NO_CONTROL.json], ["message_read", "times"]),
  field("/name", ["text", NO_CONTROL.fixed], FIXED),
  field("/description", ["text area", "text area"], BOTH),
  field("/direction", ["choice", NO_CONTROL.fixed], FIXED),
  field("/messageChannel", ["choice", NO_CONTROL.fixed], FIXED),
  field("/agent", ["picker", NO_CONTROL.fixed], [...FIXED, "agent_shapes"]),
  field("/isActive", ["switch", NO_CONTROL.fixed], [...FIXED, "both_switches"]),
  field("/autopilot", ["switch", "switch"], [...BOTH, "message_autopilot", "both_switches"], {
    updateRequest: "toggleAutopilot, or the toggle's own path",
  }),
  field("/initiationMessage", ["text area", NO_CONTROL.fixed], [...FIXED, "message_kept"], {
    newer: "initiationMessage, but not after an update",
    older: "initiationMessage, after creating and toggling only",
  }),
  field("/prompt", ["prompt editor", NO_CONTROL.fixed], FIXED),
  field(
    "/settings/knowledgeBases",
    [NO_CONTROL.later, NO_CONTROL.made],
    ["message_round_trip", "message_kept"],
  ),
  ...hoursMapping(true, "working hours", [...BOTH, "hours_flattened"]),
  field("/settings/emailSettings/subjectLine", ["text", "text"], BOTH),
  field("/settings/emailSettings/signature", ["text area", "text area"], BOTH),
  field("/settings/security/hipaaCompliance", ["switch", "switch"], BOTH),
];
