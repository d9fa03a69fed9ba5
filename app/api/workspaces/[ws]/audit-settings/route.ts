import { z } from "zod";
import { FEWEST_DAYS, MOST_DAYS } from "@/lib/audit/retention/rule-on-record";
import { workspaceRoute } from "@/lib/bff/route";
import { auditSettingsAnswer } from "@/lib/openapi/answers/audit-answers";
import { readKeepDays, setKeepDays } from "@/lib/workspaces/audit-retention";

/** A month at least: a mistake is noticed before its trace is gone. Ten years at most; longer is for ever. */
const keepDays = z
  .int("must be a whole number of days, or null")
  .min(FEWEST_DAYS, `must be at least ${FEWEST_DAYS} days`)
  .max(MOST_DAYS, `must be at most ${MOST_DAYS} days; null keeps events for ever`)
  .nullable();

export const GET = workspaceRoute("audit.read_all", {
  operationId: "readAuditSettings",
  summary: "Read for how long a workspace keeps its audit events",
  tag: "audit",
  action: null,
  answer: { description: "The settings.", schema: auditSettingsAnswer },
  handle: async ({ workspace }) => ({ body: { keepDays: await readKeepDays(workspace.id) } }),
});

export const PUT = workspaceRoute("audit.manage", {
  operationId: "replaceAuditSettings",
  summary: "Set for how long a workspace keeps its audit events",
  tag: "audit",
  action: "audit_settings.update",
  body: z.strictObject({ keepDays }),
  answer: { description: "The settings.", schema: auditSettingsAnswer },
  handle: async ({ workspace, body, requester }) => {
    await setKeepDays(workspace.id, body.keepDays, requester);
    return { body: { keepDays: await readKeepDays(workspace.id) } };
  },
});
