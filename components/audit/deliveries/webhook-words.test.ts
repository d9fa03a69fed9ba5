import { describe, expect, it } from "vitest";
import type { AuditWebhookView } from "@/lib/audit/delivery/list-webhooks";
import { webhookWords } from "./webhook-words";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const minutes = (count: number) => new Date(NOW + count * 60_000).toISOString();

function webhook(changes: Partial<AuditWebhookView>): AuditWebhookView {
  return {
    id: "0",
    url: "https://siem.example.com/",
    state: "new",
    createdAt: minutes(-600),
    pausedAt: null,
    lastDeliveredAt: null,
    lastFailedAt: null,
    lastError: null,
    waiting: 0,
    dead: 0,
    nextTryAt: null,
    waitingSince: null,
    ...changes,
  };
}

describe("a webhook", () => {
  it("that works says when it last delivered", () => {
    const words = webhookWords(webhook({ state: "delivering", lastDeliveredAt: minutes(-2) }), NOW);
    expect(words).toEqual({
      lamp: "on",
      label: "Delivering",
      lines: ["The last event was delivered 2 minutes ago."],
    });
  });

  it("that fails says why, since when, and when the next attempt is", () => {
    const failing = webhook({
      state: "failing",
      lastFailedAt: minutes(-1),
      lastError: "The receiver answered 500",
      nextTryAt: minutes(3),
      waiting: 12,
      waitingSince: minutes(-90),
    });
    expect(webhookWords(failing, NOW).lines).toEqual([
      "The receiver answered 500 (1 minute ago). The next try is due in 3 minutes.",
      "12 events are waiting; the oldest was recorded 1 hour ago.",
    ]);
  });

  it("whose next attempt is due doesn't mention the past", () => {
    const due = webhook({ state: "failing", lastFailedAt: minutes(-1), nextTryAt: minutes(-1), waiting: 1 });
    expect(webhookWords(due, NOW).lines[0]).toContain("due any moment");
  });

  it("that was paused after a failure names the failure", () => {
    const failure = { lastFailedAt: minutes(-5), lastError: "The receiver answered 410" };
    const paused = webhook({ state: "paused", pausedAt: minutes(-5), ...failure });
    expect(webhookWords(paused, NOW).lines).toContain("The last try failed: The receiver answered 410.");
    const well = webhook({ ...paused, lastDeliveredAt: minutes(-4) });
    expect(webhookWords(well, NOW).lines.join()).not.toContain("410");
  });

  it("mentions events that were given up, in every state", () => {
    for (const state of ["new", "delivering", "failing", "paused"] as const) {
      expect(webhookWords(webhook({ state, dead: 1 }), NOW).lines.at(-1)).toBe(
        "1 event could not be delivered.",
      );
      expect(webhookWords(webhook({ state, dead: 3 }), NOW).lines.at(-1)).toBe(
        "3 events could not be delivered.",
      );
    }
  });
});
