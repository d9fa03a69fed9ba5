/**
 * Next's start-up hook: checks the settings once more, and starts recovery of changes without an outcome, the upkeep
 * of the audit log, and delivery of its events.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  env();
  const { startRecovery } = await import("@/lib/changes/recovery-timer");
  const { recoverChanges } = await import("@/lib/changes/recover-changes");
  const { log } = await import("@/lib/log");
  const { purgeExpiredLimits } = await import("@/lib/db/purge-expired-limits");
  setInterval(() => void purgeExpiredLimits().catch(() => {}), 60 * 60 * 1000).unref();
  startRecovery(recoverChanges, (error) => {
    log.error({ recovery: error instanceof Error ? error.message : String(error) });
  });
  const { startAuditUpkeep } = await import("@/lib/audit/upkeep/audit-timer");
  const { listRetentionRules } = await import("@/lib/workspaces/audit-retention");
  startAuditUpkeep(listRetentionRules, (error) => {
    log.error({ auditUpkeep: error instanceof Error ? error.message : String(error) });
  });
  const { startDeliveries } = await import("@/lib/audit/delivery/delivery-timer");
  const { deliverDue } = await import("@/lib/audit/delivery/deliver-due");
  startDeliveries(deliverDue, (error) => {
    log.error({ delivery: error instanceof Error ? error.message : String(error) });
  });
}
