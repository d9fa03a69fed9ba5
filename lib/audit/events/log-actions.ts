import { AUDIT_FILTERS } from "@/lib/audit/filter";
import { action } from "./action";
import { ENTITY } from "./ocsf";
import { eventsWords } from "./sentence-parts";

const LOG = { chains: "both", group: "Audit log", target: ["audit_log"], targetInVerb: true } as const;
const KEY = {
  chains: "portal",
  group: "Audit log",
  target: ["signing_key"],
  targetInVerb: true,
  detail: {},
} as const;
const VIEW = { chains: "both", group: "Audit log", target: ["audit_view"], detail: {} } as const;
const WEBHOOK = { chains: "both", group: "Audit log", target: ["audit_webhook"] } as const;

/** The actions on the audit log itself, and on its webhooks. */
export const LOG_ACTIONS = {
  "audit.export": action({
    ...LOG,
    label: "Log exported",
    done: "exported the audit log",
    attempt: "export the audit log",
    ocsf: ENTITY.Read,
    // An export's filters and an event's own target have the same names, which must not be mixed up.
    detail: {
      format: { kind: "text", label: "Format", required: true },
      after: { kind: "sequence", label: "Went on after" },
      ...AUDIT_FILTERS,
      flowEventsOnly: { kind: "flag", label: "Only events about flows" },
    },
    sentence: ({ detail: { format, after } }) => {
      if (format === undefined) return null;
      if (format === "proof") return "exported the proof that belongs beside an export of the audit log";
      if (after !== undefined) {
        return `went on with an export of the audit log as ${format.toUpperCase()}, after #${after}`;
      }
      return `exported the audit log as ${format.toUpperCase()}`;
    },
  }),
  "audit.verify": action({
    ...LOG,
    label: "Log verified",
    done: "verified the audit log",
    attempt: "verify the audit log",
    ocsf: ENTITY.Read,
    detail: {
      events: { kind: "count", label: "Events", required: true },
      firstBad: { kind: "sequence", label: "First bad event", orNull: true, required: true },
    },
    sentence: ({ detail: { events, firstBad } }) => {
      if (typeof firstBad === "number") return `verified the audit log: it is broken at event #${firstBad}`;
      return events === undefined ? null : `verified the audit log: ${eventsWords(events)}, all unbroken`;
    },
  }),
  "audit.retire": action({
    ...LOG,
    chains: "workspace",
    label: "Old events removed",
    done: "removed old events",
    attempt: "remove old events",
    ocsf: ENTITY.Delete,
    detail: {
      from: { kind: "sequence", label: "First event removed", required: true },
      through: { kind: "sequence", label: "Last event removed", required: true },
      events: { kind: "count", label: "Events", required: true },
      root: { kind: "text", label: "Signed root", required: true },
      keepDays: { kind: "count", label: "Days to keep", required: true },
    },
    sentence: ({ detail: { from, through, keepDays } }) => {
      if (from === undefined || through === undefined) return null;
      const age = keepDays === undefined ? "" : `, older than ${keepDays} days`;
      return `removed the events #${from} to #${through}${age}, and kept their signed root`;
    },
  }),
  "audit_settings.update": action({
    ...LOG,
    chains: "workspace",
    label: "Retention changed",
    done: "changed how long events are kept",
    attempt: "change how long events are kept",
    ocsf: ENTITY.Update,
    clear: ["/keepDays"],
    detail: {},
    sentence: ({ changes }) => {
      const kept = changes.find(({ path }) => path === "/keepDays");
      if (!kept) return null;
      if (typeof kept.after !== "number") return "had events kept for ever from then on";
      return `had events removed after ${kept.after} days from then on`;
    },
  }),
  "signing_key.create": action({
    ...KEY,
    label: "Signing key made",
    done: "made a new key to sign the audit log with",
    attempt: "make a signing key",
    ocsf: ENTITY.Create,
  }),
  "signing_key.rotate": action({
    ...KEY,
    label: "Signing key replaced",
    done: "made a new key to sign the audit log with",
    attempt: "make a new key to sign the audit log with",
    ocsf: ENTITY.Other,
  }),
  "audit_view.save": action({
    ...VIEW,
    label: "View of the log saved",
    done: "saved the view",
    attempt: "save the view",
    ocsf: ENTITY.Create,
  }),
  "audit_view.remove": action({
    ...VIEW,
    label: "View of the log removed",
    done: "removed the view",
    attempt: "remove the view",
    ocsf: ENTITY.Delete,
  }),
  "audit_webhook.add": action({
    ...WEBHOOK,
    label: "Audit webhook added",
    done: "added the audit webhook",
    attempt: "add the audit webhook",
    ocsf: ENTITY.Create,
    detail: {},
  }),
  "audit_webhook.pause": action({
    ...WEBHOOK,
    label: "Audit webhook paused",
    done: "paused the audit webhook",
    attempt: "pause the audit webhook",
    ocsf: ENTITY.Disable,
    detail: { status: { kind: "count", label: "Status" } },
  }),
  "audit_webhook.resume": action({
    ...WEBHOOK,
    label: "Audit webhook resumed",
    done: "resumed the audit webhook",
    attempt: "resume the audit webhook",
    ocsf: ENTITY.Enable,
    detail: {},
  }),
  "audit_webhook.remove": action({
    ...WEBHOOK,
    label: "Audit webhook removed",
    done: "removed the audit webhook",
    attempt: "remove the audit webhook",
    ocsf: ENTITY.Delete,
    detail: { undelivered: { kind: "count", label: "Undelivered", required: true } },
  }),
  "audit_webhook.rotate_secret": action({
    ...WEBHOOK,
    label: "Secret of an audit webhook replaced",
    done: "replaced the secret of the audit webhook",
    attempt: "replace the secret of the audit webhook",
    ocsf: ENTITY.Other,
    detail: {},
  }),
  "audit_webhook.resend": action({
    ...WEBHOOK,
    label: "Undelivered events sent again",
    done: "sent undelivered events again to the audit webhook",
    attempt: "send undelivered events again to the audit webhook",
    ocsf: ENTITY.Other,
    detail: { events: { kind: "count", label: "Events", required: true } },
    sentence: ({ target, detail: { events } }) =>
      events === undefined || !target?.name
        ? null
        : `sent ${eventsWords(events, "undelivered")} again to the audit webhook ${target.name}`,
  }),
  "audit_webhook.test": action({
    ...WEBHOOK,
    label: "Audit webhook tested",
    done: "tested the audit webhook",
    attempt: "test the audit webhook",
    ocsf: ENTITY.Other,
    detail: {
      status: { kind: "count", label: "Status", orNull: true, required: true },
      error: { kind: "text", label: "Error", orNull: true, required: true },
    },
    sentence: ({ outcome, target, detail: { status } }) => {
      if (status === undefined) return null;
      const tested = `tested the audit webhook ${target?.name ?? ""}`.trimEnd();
      if (outcome === "succeeded") return `${tested}: it took the test message`;
      return `${tested}: it ${status === null ? "could not be reached" : `answered ${status}`}`;
    },
  }),
};
