import { z } from "zod";
import { KEEP_DAYS } from "@/lib/audit/rules";
import { workspaceRoute } from "@/lib/bff/route";
import { auditSettingsAnswer } from "@/lib/openapi/answers/audit-answers";
import { readKeepDays, setKeepDays } from "@/lib/workspaces/audit-retention";

const keepDays = z
  .int("must be a whole number of days, or null")
  .min(KEEP_DAYS.fewest, `must be at least ${KEEP_DAYS.fewest} days`)
  .max(KEEP_DAYS.most, `must be at most ${KEEP_DAYS.most} days; null keeps events for ever`)
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
  fresh: true,
  body: z.strictObject({ keepDays }),
  answer: { description: "The settings.", schema: auditSettingsAnswer },
  handle: async ({ workspace, body, requester }) => {
    await setKeepDays(workspace.id, body.keepDays, requester);
    return { body: { keepDays: await readKeepDays(workspace.id) } };
  },
});
