import { z } from "zod";
import { ownerRoute } from "@/lib/bff/route";
import { changePortalSettings, readPortalSettings } from "@/lib/identity/portal-settings";
import {
  perSetting,
  SESSION_SETTINGS,
  type SessionSettingName,
  settingInWords,
} from "@/lib/identity/session-settings";
import { portalSettingsAnswer } from "@/lib/openapi/answers/portal-answers";

/** A number within the setting's range; null sets the default again. */
function value(name: SessionSettingName) {
  const { least, most, unit } = SESSION_SETTINGS[name];
  return z
    .int(`must be a whole number of ${unit}, or null`)
    .min(least, `must be at least ${settingInWords(name, least)}`)
    .max(most, `must be at most ${settingInWords(name, most)}`)
    .nullable()
    .optional();
}

const settings = z
  .strictObject({ ...perSetting(value), requireSecondFactor: z.boolean().optional() })
  .refine((change) => Object.values(change).some((given) => given !== undefined), "Nothing to change");

export const GET = ownerRoute({
  operationId: "readPortalSettings",
  summary: "Read how everybody signs in, and how long sessions live",
  tag: "sessions",
  action: null,
  answer: { description: "The settings as they count now.", schema: portalSettingsAnswer },
  handle: async () => ({ body: await readPortalSettings() }),
});

export const PATCH = ownerRoute({
  operationId: "changePortalSettings",
  summary:
    "Change how everybody signs in and how long sessions live, from the next request on; null is the default",
  tag: "sessions",
  action: "portal.update",
  fresh: true,
  body: settings,
  answer: { description: "The settings as they count now.", schema: portalSettingsAnswer },
  handle: async ({ body, requester }) => ({ body: await changePortalSettings(body, requester) }),
});
