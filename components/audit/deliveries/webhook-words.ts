import type { AuditWebhookView } from "@/lib/audit/delivery/list-webhooks";
import { eventsWords } from "@/lib/audit/events/sentence-parts";
import type { LampState } from "../../ui/badge";
import { relativeTime } from "../../ui/relative-time";

/** A webhook's state in words. */
interface WebhookWords {
  lamp: LampState;
  label: string;
  /** Whole sentences, each on a line of its own. */
  lines: string[];
}

function ago(time: string | null, now: number): string {
  return time ? relativeTime(Date.parse(time), now) : "";
}

/** Returns "in 3 minutes", or "now" for any moment. */
function ahead(time: string | null, now: number): string {
  if (!time) return "";
  return Date.parse(time) - now < 45_000 ? "any moment" : relativeTime(Date.parse(time), now);
}

function waitingLine({ waiting, waitingSince }: AuditWebhookView, now: number): string[] {
  if (waiting === 0) return [];
  const verb = waiting === 1 ? "is" : "are";
  return [`${eventsWords(waiting)} ${verb} waiting; the oldest was recorded ${ago(waitingSince, now)}.`];
}

/** The reason of a possible pause: failures that somebody saw, or the receiver's own 410. */
function lastTryLine({ lastDeliveredAt, lastFailedAt, lastError }: AuditWebhookView): string[] {
  const failed = lastFailedAt !== null && Date.parse(lastFailedAt) > Date.parse(lastDeliveredAt ?? "1970");
  return failed && lastError ? [`The last try failed: ${lastError}.`] : [];
}

function stateWords(webhook: AuditWebhookView, now: number): WebhookWords {
  const { state, lastDeliveredAt, lastFailedAt, lastError, nextTryAt, pausedAt } = webhook;
  const waits = waitingLine(webhook, now);
  const last = lastDeliveredAt ? [`The last event was delivered ${ago(lastDeliveredAt, now)}.`] : [];
  switch (state) {
    case "new":
      return { lamp: "off", label: "Nothing sent yet", lines: waits };
    case "delivering":
      return { lamp: "on", label: "Delivering", lines: [...last, ...waits] };
    case "paused":
      return {
        lamp: "warn",
        label: "Paused",
        lines: [
          `Paused ${ago(pausedAt, now)}: events are kept until it goes on.`,
          ...lastTryLine(webhook),
          ...waits,
          ...last,
        ],
      };
    case "failing": {
      const next = nextTryAt ? ` The next try is ${dueWords(nextTryAt, now)}.` : "";
      return {
        lamp: "bad",
        label: "Failing",
        lines: [
          `${lastError ?? "The last try failed"} (${ago(lastFailedAt, now)}).${next}`,
          ...waits,
          ...last,
        ],
      };
    }
  }
}

function dueWords(time: string, now: number): string {
  return `due ${ahead(time, now)}`;
}

/**
 * Describes a webhook's state.
 * @param now in milliseconds
 */
export function webhookWords(webhook: AuditWebhookView, now: number): WebhookWords {
  const words = stateWords(webhook, now);
  if (webhook.dead === 0) return words;
  return { ...words, lines: [...words.lines, `${eventsWords(webhook.dead)} could not be delivered.`] };
}
