import "server-only";
import { z } from "zod";
import { FEWEST_DAYS, MOST_DAYS } from "@/lib/audit/retention/rule-on-record";
import { type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { readKeepDays, setKeepDays } from "@/lib/workspaces/audit-retention";

/** A month at least: a mistake is noticed before its trace is gone. Ten years at most; longer is for ever. */
const keepDays = z
  .int("must be a whole number of days, or null")
  .min(FEWEST_DAYS, `must be at least ${FEWEST_DAYS} days`)
  .max(MOST_DAYS, `must be at most ${MOST_DAYS} days; null keeps events for ever`)
  .nullable();

/** `GET /api/workspaces/{ws}/audit-settings` */
export const readSettings: RouteHandler = workspaceRoute("audit.read_all", {
  action: null,
  handle: async ({ workspace }) => ({ body: { keepDays: await readKeepDays(workspace.id) } }),
});

/** `PUT /api/workspaces/{ws}/audit-settings`: for how many days events are kept; null: for ever. */
export const setSettings: RouteHandler = workspaceRoute("audit.manage", {
  action: "audit_settings.update",
  body: z.strictObject({ keepDays }),
  handle: async ({ workspace, body, requester }) => {
    await setKeepDays(workspace.id, body.keepDays, requester);
    return { body: { keepDays: await readKeepDays(workspace.id) } };
  },
});
