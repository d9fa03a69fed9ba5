import type { Instrumentation } from "next";

/**
 * Next's start-up hook: checks the settings once more, and starts recovery of changes without an outcome, the keeper of
 * the mirror, what is left of jobs, the upkeep of the audit log and of what flows are found by, delivery of the log's events, sending of mails, and notices.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  env();
  const { startRecovery } = await import("@/lib/changes/recover-changes");
  const { recoverChanges } = await import("@/lib/changes/recover-changes");
  const { log } = await import("@/lib/log");
  const { purgeExpiredLimits } = await import("@/lib/db/upkeep");
  const { removeOldNotices } = await import("@/lib/notices/tidy-notices");
  const { removeOrphanedComments } = await import("@/lib/comments/remove-orphans");
  const { removeOldJobs } = await import("@/lib/jobs/tidy-jobs");
  for (const tidy of [purgeExpiredLimits, removeOldNotices, removeOrphanedComments, removeOldJobs])
    setInterval(() => void tidy().catch(() => {}), 60 * 60 * 1000).unref();
  /** One line for an operator, under the name of what failed. */
  const complain = (what: string) => (error: unknown) => {
    log.error({ [what]: error instanceof Error ? error.message : String(error) });
  };
  startRecovery(recoverChanges, complain("recovery"));
  const { startKeeper } = await import("@/lib/keeper/keeper");
  startKeeper(complain("keeper"));
  const { startJobs } = await import("@/lib/jobs/run-jobs");
  startJobs(complain("jobs"));
  const { startAuditUpkeep } = await import("@/lib/audit/upkeep/audit-timer");
  const { listRetentionRules } = await import("@/lib/workspaces/audit-retention");
  startAuditUpkeep(listRetentionRules, complain("auditUpkeep"));
  const { fillTexts, startTextUpkeep } = await import("@/lib/mirror/text/fill-texts");
  startTextUpkeep(fillTexts, complain("texts"));
  const { startDeliveries } = await import("@/lib/audit/delivery/deliver-due");
  const { deliverDue } = await import("@/lib/audit/delivery/deliver-due");
  startDeliveries(deliverDue, complain("delivery"));
  const { sendDueMails } = await import("@/lib/mail/deliver-mails");
  startDeliveries(sendDueMails, complain("mail"));
  const { followLogs } = await import("@/lib/notices/follow-logs");
  const { gatherMails } = await import("@/lib/notices/gather-mails");
  startDeliveries(followLogs, complain("notices"));
  startDeliveries(gatherMails, complain("noticeMails"));
  const { sendToChannels } = await import("@/lib/notices/send-channels");
  startDeliveries(sendToChannels, complain("noticeChannels"));
}

/** Next's hook for an error of a page. Routes answer theirs themselves. */
export const onRequestError: Instrumentation.onRequestError = async (...failed) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logPageError } = await import("@/lib/bff/page-errors");
  await logPageError(...failed);
};
