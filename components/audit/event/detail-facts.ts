import type { AuditEventView } from "@/lib/audit/event";
import { COMMON_DETAIL, type DetailField, type DetailFields } from "@/lib/audit/events/action";
import { auditAction } from "@/lib/audit/events/actions";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { failureWords } from "./sentence";

type Detail = AuditEventView["detail"];
type DetailedEvent = Pick<AuditEventView, "action" | "detail" | "outcome">;

function detailText(field: DetailField | undefined, value: Detail[string], event: DetailedEvent): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (field?.kind === "sequence") return `#${value}`;
  if (field?.kind === "code") return `${failureWords(event)} (${value})`;
  return String(value);
}

/** One fact; a moment is shown by its reader's clock. */
export interface DetailFact {
  label: string;
  text: string;
  isMoment?: true;
}

function isMoment(field: DetailField | undefined, value: Detail[string]): boolean {
  return field?.kind === "time" && !Number.isNaN(Date.parse(String(value)));
}

/** Returns the facts of an event's `detail` in words; an unknown fact is named after its key. */
export function detailFacts(event: DetailedEvent): DetailFact[] {
  const fields: DetailFields = { ...COMMON_DETAIL, ...auditAction(event.action)?.detail };
  return Object.entries(event.detail).map(([name, value]) => ({
    label: fields[name]?.label ?? fieldLabel(`/${name}`),
    text: detailText(fields[name], value, event),
    ...(isMoment(fields[name], value) ? { isMoment: true } : {}),
  }));
}
