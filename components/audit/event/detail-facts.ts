import type { AuditEventView } from "@/lib/audit/event";
import { fieldLabel } from "@/lib/flows/field-label";
import { absoluteTime } from "../../ui/relative-time";
import { failureWords } from "./why-words";

const LABELS: Record<string, string> = {
  missingPermission: "Missing permission",
  code: "Why it failed",
  revision: "State made by it",
  restoredRevision: "State restored",
  duplicatedFrom: "Copied from flow",
  changeId: "Change",
  recovered: "Found out afterwards",
  resolvedBy: "Found out by",
  firstBad: "First bad event",
  count: "How often",
  firstAt: "First time",
  lastAt: "Last time",
  secretsCopied: "Secrets copied",
  firstPassword: "First password",
  sessionsEnded: "Sessions ended",
  firstAdmin: "First admin",
  owner: "To be an owner",
  keepDays: "Days to keep",
  state: "What became of it",
};

/** Words of one kind of event. An export names its filters as events name what they are about, which must not be mixed up. */
const LABELS_OF_ACTION: Record<string, Record<string, string>> = {
  "audit.export": {
    after: "Went on after",
    event: "Only the event",
    actor: "Only by",
    action: "Only the action",
    outcome: "Only the outcome",
    target: "Only about",
    field: "Only the field",
    ip: "Only from the address",
    correlation: "Only belonging to",
    from: "Only since",
    to: "Only until",
    q: "Only with the text",
    flowEventsOnly: "Only events about flows",
  },
  "audit.retire": { from: "First event removed", through: "Last event removed", root: "Signed root" },
};

const NUMBERS_IN_ORDER = new Set(["revision", "restoredRevision", "firstBad", "after", "from", "through"]);
const TIME = /At$|^(from|to)$/;

type Detail = AuditEventView["detail"];
type DetailedEvent = Pick<AuditEventView, "action" | "detail" | "outcome">;

function detailText(name: string, value: Detail[string], event: DetailedEvent): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "number" && NUMBERS_IN_ORDER.has(name)) return `#${value}`;
  if (name === "code") return `${failureWords(event)} (${value})`;
  const time = typeof value === "string" && TIME.test(name) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? String(value) : absoluteTime(time);
}

/** Gives what an event's `detail` says, in words; what is not known here is named after its key. */
export function detailFacts(event: DetailedEvent): { label: string; text: string }[] {
  const labels = { ...LABELS, ...LABELS_OF_ACTION[event.action] };
  return Object.entries(event.detail).map(([name, value]) => ({
    label: labels[name] ?? fieldLabel(`/${name}`),
    text: detailText(name, value, event),
  }));
}
