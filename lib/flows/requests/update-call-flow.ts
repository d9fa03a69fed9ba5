import { CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import { group } from "@/lib/flows/fields/field-schemas";
import {
  checkNotEmpty,
  ONLY_WITHOUT_OTHER_ERRORS,
  toggleAutopilotRefused,
} from "@/lib/flows/fields/patch-rules";
import { requestShape, type Sent, takenByUpdate } from "@/lib/flows/fields/request-schema";
import type { JsonObject } from "@/lib/json/json-object";
import { ALONGSIDE_TYPE_ERRORS, checkPatchedWelcome } from "./welcome-message-rule";

/** What to change in a call flow, in normal form. An absent field stays as it is, and `autopilot` is wanted, not flipped. */
export type CallFlowPatch = Sent<CallFlowFields, "update">;
export type CallFlowSettingsPatch = NonNullable<CallFlowPatch["settings"]>;

/** A webhook that an update adds. There is no way to change or remove one (upstream quirk Q1). */
export type WebhookToAdd = NonNullable<CallFlowPatch["webhooks"]>[number];

const shape = requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "update");
const settings = requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "update", "/settings");

/** Upstream quirk Q3: updates call this object `callSetting`, newer answers `callSettings`. Either is taken, not both. */
const eitherName = group("Settings", { ...settings, callSetting: settings.callSettings }).superRefine(
  (sent: JsonObject | null, report) => {
    if (sent?.callSetting === undefined || sent.callSettings === undefined) return;
    const message =
      "Send either callSetting or callSettings, not both: they are two names of the same settings";
    report.addIssue({ code: "custom", path: ["callSetting"], message });
  },
  ALONGSIDE_TYPE_ERRORS,
);

const ALIASES = { "/settings/callSetting": "/settings/callSettings" };

/**
 * What both editions of the upstream's documented update request let one change, plus `autopilot`; every field
 * optional, at least one needed. Gives the patch in normal form.
 */
export const updateCallFlowSchema = group("A change of a call flow", {
  ...shape,
  settings: eitherName.optional(),
  toggleAutopilot: toggleAutopilotRefused(),
})
  .superRefine(checkNotEmpty, ONLY_WITHOUT_OTHER_ERRORS)
  .superRefine(checkPatchedWelcome, ALONGSIDE_TYPE_ERRORS)
  .transform((sent): CallFlowPatch => takenByUpdate(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, sent, ALIASES));
