import type { z } from "zod";
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
import type { JsonObject } from "@/lib/json/json-value";
import { ALONGSIDE_TYPE_ERRORS } from "./request-rules";

/** A parsed request to create a message flow, working hours nested. */
export type CreateMessageFlow = Sent<MessageFlowFields, "create">;

const shapeAt = (path: string) => requestShape(MESSAGE_FLOW_FIELDS, MESSAGE_FLOW_GROUPS, "create", path);
const hours = shapeAt("/settings/responseSettings/workingHours");

/**
 * Upstream quirk Q9: the create request has the working hours flat, answers and updates nested. Both are taken
 * here, one at a time, and the nested form goes on.
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

/** The upstream's documented request to create a message flow. Gives working hours in the nested form. */
export const createMessageFlowSchema = body as z.ZodType<CreateMessageFlow>;

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
