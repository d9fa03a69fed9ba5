import type { z } from "zod";
import { CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, type CallFlowFields } from "@/lib/flows/fields/call-flow-fields";
import { ALONGSIDE_TYPE_ERRORS, group } from "@/lib/flows/fields/field-schemas";
import {
  checkNotEmpty,
  ONLY_WITHOUT_OTHER_ERRORS,
  toggleAutopilotRefused,
} from "@/lib/flows/fields/patch-rules";
import { requestShape, type Sent, takenByUpdate, valueSchema } from "@/lib/flows/fields/request-schema";
import type { JsonObject } from "@/lib/json/json-value";
import { checkCreatedWelcome, checkPatchedWelcome, checkWebhookAddresses } from "./request-rules";

/** A parsed request to create a call flow, with its prompt type filled in. */
export type CreateCallFlow = Sent<CallFlowFields, "create">;

const body: z.ZodType = group("A call flow", {
  ...requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "create"),
  // Documented as required and as having a default, so an absent value is filled in.
  promptType: valueSchema(CALL_FLOW_FIELDS, "/promptType", "create").default("simple"),
})
  .superRefine(checkCreatedWelcome, ALONGSIDE_TYPE_ERRORS)
  .superRefine(checkWebhookAddresses, ALONGSIDE_TYPE_ERRORS);

/** The upstream's documented request to create a call flow, unchanged. Undocumented fields are refused. */
export const createCallFlowSchema = body as z.ZodType<CreateCallFlow>;

/**
 * A change of a call flow, in normal form. An absent field stays as it is. `autopilot` is the wanted value, not a
 * flip.
 */
export type CallFlowPatch = Sent<CallFlowFields, "update">;

/** A webhook that an update adds. No update can change or remove one (upstream quirk Q1). */
export type WebhookToAdd = NonNullable<CallFlowPatch["webhooks"]>[number];

const settings = requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "update", "/settings");

/**
 * Accepts the call settings under either name, but not both. Upstream quirk Q3: updates name this object
 * `callSetting`, newer answers `callSettings`.
 */
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
 * The fields that both editions of the upstream's documented update change, plus `autopilot`. Every field is optional,
 * and at least one is required. Parses to the patch in normal form.
 */
export const updateCallFlowSchema = group("A change of a call flow", {
  ...requestShape(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, "update"),
  settings: eitherName.optional(),
  toggleAutopilot: toggleAutopilotRefused(),
})
  .superRefine(checkNotEmpty, ONLY_WITHOUT_OTHER_ERRORS)
  .superRefine(checkPatchedWelcome, ALONGSIDE_TYPE_ERRORS)
  .transform((sent): CallFlowPatch => takenByUpdate(CALL_FLOW_FIELDS, CALL_FLOW_GROUPS, sent, ALIASES));
