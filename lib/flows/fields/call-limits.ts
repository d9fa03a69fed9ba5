import type { z } from "zod";
import type { CallSettings } from "@/lib/flows/model/call-flow";
import { CALL_FLOW_FIELDS } from "./call-flow-fields";
import { group } from "./field-schemas";
import { valueSchema } from "./request-schema";

/** Both limits of a call, in seconds. */
export type CallLimits = { [K in LimitName]: NonNullable<CallSettings[K]> };

/** The limits that the older generation of the upstream demands in every update. */
export const LIMIT_NAMES = ["maxCallDuration", "endCallOnSilence"] as const satisfies (keyof CallSettings)[];
export type LimitName = (typeof LIMIT_NAMES)[number];

/** Returns the path of a limit in a flow. */
export function limitPath(name: LimitName): `/settings/callSettings/${LimitName}` {
  return `/settings/callSettings/${name}`;
}

/** A workspace's default limits, or null for none: one without the other would be of no use. */
export const callLimitsSchema: z.ZodType<CallLimits> = group(
  "Default call limits",
  Object.fromEntries(
    LIMIT_NAMES.map((name) => [name, valueSchema(CALL_FLOW_FIELDS, limitPath(name), "update")]),
  ),
) as z.ZodType as z.ZodType<CallLimits>;
