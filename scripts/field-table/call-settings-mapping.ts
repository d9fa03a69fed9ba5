import { dotted, type FieldMapping, field, NO_CONTROL } from "./field-mapping";
import type { RuleKey } from "./rules";

const BOTH: RuleKey[] = ["call_round_trip", "form"];
const UNTOLD = { older: null };

/** Voice and limits: one object that updates and older answers call `callSetting` (upstream quirk Q3). */
function callSetting(
  name: string,
  controls: [string, string],
  told: "newer" | "older",
  rules: RuleKey[],
): FieldMapping {
  const singular = `settings.callSetting.${name}`;
  return field(`/settings/callSettings/${name}`, controls, ["call_round_trip", "form", ...rules], {
    updateRequest: singular,
    newer: told === "newer" ? `settings.callSettings.${name}` : null,
    older: told === "older" ? singular : null,
  });
}

/** Response settings of either kind; only message flows have them from the start, and then flat (upstream quirk Q9). */
export function hoursMapping(isCreated: boolean, controls: string, rules: RuleKey[]): FieldMapping[] {
  const at = (name: string, control: string, isHour: boolean) => {
    const path = `/settings/responseSettings/${isHour ? "workingHours/" : ""}${name}`;
    return field(path, [isCreated ? control : NO_CONTROL.later, control], rules, {
      ...(isCreated ? { createRequest: `settings.responseSettings.${name}` } : { newer: null }),
      older: dotted(path),
    });
  };
  return [
    at("delay", "seconds", false),
    at("enabled", controls, true),
    at("start", controls, true),
    at("end", controls, true),
    at("timezone", controls, true),
    at("outOfHoursMessage", controls, true),
  ];
}

/** What stands under `settings` of a call flow, and the welcome that has copies there. */
export const CALL_SETTINGS_MAPPING: FieldMapping[] = [
  field("/welcomeMessage", ["choice", "choice"], [...BOTH, "custom_welcome", "top_first"], UNTOLD),
  field(
    "/customWelcomeMessage",
    ["text area, with a fixed text chosen", "text area, with a fixed text chosen"],
    [...BOTH, "custom_welcome"],
    UNTOLD,
  ),
  field("/settings/welcomeMessageDelay", ["seconds", "seconds"], BOTH, UNTOLD),
  field("/settings/welcomeMessage", [NO_CONTROL.copy, NO_CONTROL.copy_told], ["form_copies", "top_first"], {
    createRequest: "settings.welcomeMessage",
    older: null,
  }),
  field(
    "/settings/customWelcomeMessage",
    [NO_CONTROL.copy, NO_CONTROL.copy_told],
    ["form_copies", "top_first"],
    {
      createRequest: "settings.customWelcomeMessage",
      older: null,
    },
  ),
  field("/settings/enableHumanLikeVoiceAndTone", ["switch", "switch"], BOTH, UNTOLD),
  field("/settings/customerLocation", ["text", "text"], BOTH, UNTOLD),
  field("/settings/utilizePriorCallsContext", ["switch", "switch"], BOTH, UNTOLD),
  callSetting("trilletVoiceGuard", ["switch", "switch"], "newer", ["divided_call_settings"]),
  callSetting("reminderMessages", ["list of texts", "list of texts"], "newer", ["divided_call_settings"]),
  field("/settings/knowledgeBases", ["picker", "picker"], BOTH),
  field(
    "/settings/knowledgeBaseFiles",
    [NO_CONTROL.later, "list: take off only, files are uploaded in the upstream's dashboard"],
    ["call_round_trip", "form"],
    { newer: null, older: null },
  ),
  ...["filename", "key", "url"].map((name) =>
    field(
      `/settings/knowledgeBaseFiles/*/${name}`,
      [NO_CONTROL.later, "read-only part of the list"],
      ["call_round_trip"],
      {
        newer: null,
        older: null,
      },
    ),
  ),
  field("/settings/transfers", ["list of JSON values", "list of JSON values"], BOTH, UNTOLD),
  callSetting("maxCallDuration", [NO_CONTROL.later, "seconds"], "older", [
    "both_limits",
    "limits_not_created",
  ]),
  callSetting("endCallOnSilence", [NO_CONTROL.later, "seconds"], "older", ["both_limits"]),
  ...hoursMapping(false, "working hours", ["call_round_trip", "form", "update_takes_all"]),
  field(
    "/settings/security/securityOptOut",
    ["choice", NO_CONTROL.only_create],
    ["call_round_trip", "form", "create_takes_all", "no_opt_out"],
    { newer: null, older: null },
  ),
  field("/settings/security/hipaaCompliance", [NO_CONTROL.later, "switch"], ["call_round_trip", "form"]),
  field(
    "/settings/security/publicAccess",
    ["switch, to be confirmed", "switch, to be confirmed"],
    [...BOTH, "public_access"],
  ),
];
