/**
 * Next's start-up hook: checks the settings once more, and starts recovery of changes without an outcome, the upkeep
 * of the audit log, and delivery of its events.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  env();
  const { startRecovery } = await import("@/lib/changes/recover-changes");
  const { recoverChanges } = await import("@/lib/changes/recover-changes");
  const { log } = await import("@/lib/log");
  const { purgeExpiredLimits } = await import("@/lib/db/upkeep");
  setInterval(() => void purgeExpiredLimits().catch(() => {}), 60 * 60 * 1000).unref();
  /** One line for an operator, under the name of what failed. */
  const complain = (what: string) => (error: unknown) => {
    log.error({ [what]: error instanceof Error ? error.message : String(error) });
  };
  startRecovery(recoverChanges, complain("recovery"));
  const { checkSilentWorkspaces, startHealthChecks } = await import("@/lib/workspaces/regular-checks");
  startHealthChecks(checkSilentWorkspaces, complain("health"));
  const { startAuditUpkeep } = await import("@/lib/audit/upkeep/audit-timer");
  const { listRetentionRules } = await import("@/lib/workspaces/audit-retention");
  startAuditUpkeep(listRetentionRules, complain("auditUpkeep"));
  const { startDeliveries } = await import("@/lib/audit/delivery/deliver-due");
  const { deliverDue } = await import("@/lib/audit/delivery/deliver-due");
  startDeliveries(deliverDue, complain("delivery"));
}
