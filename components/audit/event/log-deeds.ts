import { eventsWords } from "../count-words";
import type { Deed, ToldEvent } from "./told-event";

function verifyDeed({ detail }: ToldEvent): string | null {
  if (typeof detail.firstBad === "number")
    return `verified the audit log: it is broken at event #${detail.firstBad}`;
  if (typeof detail.events !== "number") return null;
  return `verified the audit log: ${eventsWords(detail.events)}, all unbroken`;
}

function exportDeed({ detail: { format, after } }: ToldEvent): string | null {
  if (typeof format !== "string") return null;
  if (format === "proof") return "exported the proof that belongs beside an export of the audit log";
  if (typeof after === "number")
    return `went on with an export of the audit log as ${format.toUpperCase()}, after #${after}`;
  return `exported the audit log as ${format.toUpperCase()}`;
}

function retireDeed({ detail: { from, through, keepDays } }: ToldEvent): string | null {
  if (typeof from !== "number" || typeof through !== "number") return null;
  const age = typeof keepDays === "number" ? `, older than ${keepDays} days` : "";
  return `removed the events #${from} to #${through}${age}, and kept their signed root`;
}

function retentionDeed({ changes }: ToldEvent): string | null {
  const kept = changes.find(({ path }) => path === "/keepDays");
  if (!kept) return null;
  if (typeof kept.after !== "number") return "had events kept for ever from then on";
  return `had events removed after ${kept.after} days from then on`;
}

function resendDeed({ target, detail: { events } }: ToldEvent): string | null {
  if (typeof events !== "number" || !target?.name) return null;
  return `sent ${eventsWords(events, "undelivered")} again to the audit webhook ${target.name}`;
}

function testDeed({ outcome, target, detail }: ToldEvent): string | null {
  if (!("status" in detail)) return null;
  const tested = `tested the audit webhook ${target?.name ?? ""}`.trimEnd();
  if (outcome === "succeeded") return `${tested}: it took the test message`;
  return `${tested}: it ${typeof detail.status === "number" ? `answered ${detail.status}` : "could not be reached"}`;
}

/** What was done to the audit log itself, where there is more to say than the action's own words. */
export const LOG_DEEDS: Record<string, Deed> = {
  "audit.verify": verifyDeed,
  "audit.export": exportDeed,
  "audit.retire": retireDeed,
  "audit_settings.update": retentionDeed,
  "audit_webhook.resend": resendDeed,
  "audit_webhook.test": testDeed,
  "signing_key.create": () => "made a new key to sign the audit log with",
};
