import { CALL_SETTINGS_MAPPING } from "./call-settings-mapping";
import { type FieldMapping, field, NO_CONTROL } from "./field-mapping";
import type { RuleKey } from "./rules";
import { WEBHOOK_MAPPING } from "./webhook-mapping";

const BOTH: RuleKey[] = ["call_round_trip", "form"];
const FIXED: RuleKey[] = ["call_round_trip", "form", "created_as_documented", "call_fixed"];
const UNTOLD = { older: null };

const made = (path: string, rules: RuleKey[], older: { older: null } | object = UNTOLD) =>
  field(path, [NO_CONTROL.none, NO_CONTROL.made], rules, older);

const BASICS: FieldMapping[] = [
  field("/id", [NO_CONTROL.none, NO_CONTROL.made], ["call_fixed", "other_workspace"], {
    newer: "_id",
    older: "_id",
  }),
  field("/workspaceId", [NO_CONTROL.none, NO_CONTROL.json], ["call_fixed", "other_workspace"]),
  field("/createdAt", [NO_CONTROL.none, NO_CONTROL.json], ["call_fixed", "times"]),
  field("/updatedAt", [NO_CONTROL.none, NO_CONTROL.json], ["call_fixed", "times"]),
  field("/name", ["text", "text"], BOTH),
  field("/description", ["text area", "text area"], BOTH),
  field("/direction", ["choice", "choice; inbound stays unless changed"], [...BOTH, "inbound_kept"]),
  field("/agent", ["picker", NO_CONTROL.fixed], [...FIXED, "agent_shapes"]),
  field("/folderId", ["picker", NO_CONTROL.fixed], FIXED, UNTOLD),
  field("/isActive", ["switch", "switch"], BOTH),
  field(
    "/autopilot",
    [NO_CONTROL.later, "switch, where the flow has it"],
    ["call_autopilot", "older_read", "call_round_trip"],
    { updateRequest: "toggleAutopilot", newer: null },
  ),
];

const PROMPT: FieldMapping[] = [
  field("/prompt", ["prompt editor", "prompt editor"], BOTH),
  field(
    "/promptType",
    ["none: always sent as simple", "none: always sent as simple, with a warning where it reads otherwise"],
    ["prompt_type", "created_as_documented"],
  ),
  made("/currentPromptId", ["call_fixed", "never_read_only"]),
  made("/promptVersions", ["call_fixed", "never_read_only", "newer_read"]),
  field("/promptVersions/*/id", [NO_CONTROL.none, NO_CONTROL.made], ["newer_read"], {
    newer: "promptVersions[]._id",
    older: null,
  }),
  ...["name", "prompt", "createdAt", "updatedAt"].map((name) =>
    made(`/promptVersions/*/${name}`, ["newer_read"]),
  ),
  field("/promptVersions/*/notes", [NO_CONTROL.none, NO_CONTROL.made], ["newer_read"], {
    newer: "promptVersions[].metadata.notes",
    older: null,
  }),
  field("/gemini_prompt", [NO_CONTROL.none, NO_CONTROL.json], ["call_fixed", "never_read_only"]),
];

const COLLECTIONS = "/dynamicVariableCollections";
const VARIABLES: FieldMapping[] = [
  field(COLLECTIONS, ["cards", "cards"], BOTH, UNTOLD),
  field(`${COLLECTIONS}/*/id`, ["text", "text, until it is stored"], BOTH, UNTOLD),
  field(`${COLLECTIONS}/*/name`, ["text", "text"], BOTH, UNTOLD),
  field(`${COLLECTIONS}/*/variables`, ["rows", "rows"], BOTH, UNTOLD),
  field(`${COLLECTIONS}/*/variables/*/key`, ["text", "text"], BOTH, UNTOLD),
  field(`${COLLECTIONS}/*/variables/*/value`, ["text", "text"], BOTH, UNTOLD),
  field(`${COLLECTIONS}/*/isDefault`, ["switch", "switch"], BOTH, UNTOLD),
];

const GRAPH: FieldMapping[] = [
  field("/flowData", ["graph editor", NO_CONTROL.fixed], FIXED),
  field("/flowData/nodes", ["graph editor", NO_CONTROL.fixed], FIXED),
  ...["id", "type", "data"].map((name) =>
    field(`/flowData/nodes/*/${name}`, ["graph editor", NO_CONTROL.fixed], FIXED),
  ),
  field("/flowData/edges", ["graph editor", NO_CONTROL.fixed], FIXED),
  made("/startNodeId", ["call_fixed", "newer_read"]),
  field("/locations", [NO_CONTROL.none, NO_CONTROL.json], ["call_fixed", "newer_read"], UNTOLD),
];

const SPECIAL: FieldMapping[] = [
  field("/isGlobal", ["switch", "switch"], [...BOTH, "global"], UNTOLD),
  field("/isPreConfigured", ["switch", NO_CONTROL.fixed], FIXED, UNTOLD),
  field("/preConfiguredWorkspaceId", ["text", NO_CONTROL.fixed], FIXED, UNTOLD),
];

/** Every documented field of a call flow. */
export const CALL_FLOW_MAPPING: readonly FieldMapping[] = [
  ...BASICS,
  ...PROMPT,
  ...VARIABLES,
  ...CALL_SETTINGS_MAPPING,
  ...WEBHOOK_MAPPING,
  ...GRAPH,
  ...SPECIAL,
];
