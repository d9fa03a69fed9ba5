import { z } from "zod";
import { ownerRoute } from "@/lib/bff/route";
import { changeSessionSettings, readSessionSettings } from "@/lib/identity/portal-settings";
import { perSetting, SESSION_SETTINGS, type SessionSettingName } from "@/lib/identity/session-settings";
import { portalSettingsAnswer } from "@/lib/openapi/answers/portal-answers";

/** A number within the setting's range; null sets the default again. */
function value(name: SessionSettingName) {
  const { least, most, unit } = SESSION_SETTINGS[name];
  return z
    .int("must be a whole number, or null")
    .min(least, `must be at least ${least} ${unit}`)
    .max(most, `must be at most ${most} ${unit}`)
    .nullable()
    .optional();
}

const settings = z
  .strictObject(perSetting(value))
  .refine((change) => Object.values(change).some((given) => given !== undefined), "Nothing to change");

export const GET = ownerRoute({
  operationId: "readPortalSettings",
  summary: "Read the settings of everybody's sessions",
  tag: "sessions",
  action: null,
  answer: { description: "The settings as they count now.", schema: portalSettingsAnswer },
  handle: async () => ({ body: await readSessionSettings() }),
});

export const PATCH = ownerRoute({
  operationId: "changePortalSettings",
  summary: "Change the settings of everybody's sessions, from the next request on; null is the default",
  tag: "sessions",
  action: "portal.update",
  fresh: true,
  body: settings,
  answer: { description: "The settings as they count now.", schema: portalSettingsAnswer },
  handle: async ({ body, requester }) => ({ body: await changeSessionSettings(body, requester) }),
});
