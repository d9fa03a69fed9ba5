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
  keepDays: "Days to keep",
  state: "What became of it",
};

const STATES = new Set(["revision", "restoredRevision", "firstBad"]);

type Detail = AuditEventView["detail"];

function detailText(
  name: string,
  value: Detail[string],
  event: Pick<AuditEventView, "detail" | "outcome">,
): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (STATES.has(name)) return `#${value}`;
  if (name === "code") return `${failureWords(event)} (${value})`;
  const time = name.endsWith("At") ? Date.parse(String(value)) : Number.NaN;
  return Number.isNaN(time) ? String(value) : absoluteTime(time);
}

/** Gives what an event's `detail` says, in words; what is not known here is named after its key. */
export function detailFacts(
  event: Pick<AuditEventView, "detail" | "outcome">,
): { label: string; text: string }[] {
  return Object.entries(event.detail).map(([name, value]) => ({
    label: LABELS[name] ?? fieldLabel(`/${name}`),
    text: detailText(name, value, event),
  }));
}
