/**
 * How a webhook is doing: `new` before its first try, `delivering` when the last try went well, `failing` when it did
 * not, `paused` while somebody (or the receiver's 410) has stopped it.
 */
export const WEBHOOK_STATES = ["new", "delivering", "failing", "paused"] as const;

/** A webhook as the API shows it: without its secret. Times are ISO 8601. */
export interface AuditWebhookView {
  id: string;
  url: string;
  state: (typeof WEBHOOK_STATES)[number];
  createdAt: string;
  pausedAt: string | null;
  lastDeliveredAt: string | null;
  lastFailedAt: string | null;
  /** Why the last try that failed did so. */
  lastError: string | null;
  /** Events that are on their way. */
  waiting: number;
  /** Events that were given up; they can be sent again. */
  dead: number;
  /** When the next event is to be sent; null when none is waiting. */
  nextTryAt: string | null;
  /** Since when the oldest event has been waiting. */
  waitingSince: string | null;
}
