import type { z } from "zod";
import { ALONGSIDE_TYPE_ERRORS, group } from "@/lib/flows/fields/field-schemas";
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
import type { JsonObject } from "@/lib/json/json-value";

/** A parsed request to create a message flow, working hours nested. */
export type CreateMessageFlow = Sent<MessageFlowFields, "create">;

const shapeAt = (path: string) => requestShape(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, "create", path);
const hours = shapeAt("/settings/responseSettings/workingHours");

/**
 * Upstream quirk Q9: the create request has the working hours flat, answers and updates have them nested. Either form
 * is accepted, but not both, and both parse to the nested one.
 */
const responseSettings = group("Response settings", { ...shapeAt("/settings/responseSettings"), ...hours })
  .superRefine((sent: JsonObject | null, report) => {
    if (sent?.workingHours === undefined) return;
    for (const key of Object.keys(hours)) {
      if (sent[key] === undefined) continue;
      const message = `Send ${key} either here or in workingHours, not in both forms`;
      report.addIssue({ code: "custom", path: [key], message });
    }
  }, ALONGSIDE_TYPE_ERRORS)
  .transform(({ delay, workingHours, ...flat }: JsonObject) => {
    const given =
      workingHours ?? (Object.values(flat).some((value) => value !== undefined) ? flat : undefined);
    return {
      ...(delay === undefined ? {} : { delay }),
      ...(given === undefined ? {} : { workingHours: given }),
    };
  });

const body: z.ZodType = group("A message flow", {
  ...shapeAt(""),
  settings: group("Settings", {
    ...shapeAt("/settings"),
    responseSettings: responseSettings.optional(),
  }).optional(),
});

/** The upstream's documented request to create a message flow. Parses to working hours in the nested form. */
export const createMessageFlowSchema = body as z.ZodType<CreateMessageFlow>;

/** A change of a message flow. An absent field stays as it is. `autopilot` is the wanted value, not a flip. */
export type MessageFlowPatch = Sent<MessageFlowFields, "update">;

/**
 * The few fields that the upstream lets a request change in a message flow (quirk Q25), plus `autopilot`. Every field
 * is optional, and at least one is required. Every other field of a flow is refused by name.
 */
export const updateMessageFlowSchema = group("A change of a message flow", {
  ...requestShape(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, "update"),
  toggleAutopilot: toggleAutopilotRefused(),
})
  .superRefine(checkNotEmpty, ONLY_WITHOUT_OTHER_ERRORS)
  .transform((sent): MessageFlowPatch => takenByUpdate(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, sent));
