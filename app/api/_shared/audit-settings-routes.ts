import "server-only";
import { z } from "zod";
import { KEEP_DAYS } from "@/lib/audit/rules";
import { type RouteHandler, workspaceRoute } from "@/lib/bff/route";
import { readKeepDays, setKeepDays } from "@/lib/workspaces/audit-retention";

const keepDays = z
  .int("must be a whole number of days, or null")
  .min(KEEP_DAYS.fewest, `must be at least ${KEEP_DAYS.fewest} days`)
  .max(KEEP_DAYS.most, `must be at most ${KEEP_DAYS.most} days; null keeps events for ever`)
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
