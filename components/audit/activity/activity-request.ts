import { type CountedFilter, filterTexts, type TextFilter } from "@/lib/audit/filter";
import { type AuditQuery, filterParams } from "../filters/audit-query";

/** What hourly counts know nothing of, and how to say so. */
const NOT_COUNTED: Record<Exclude<TextFilter, CountedFilter>, string> = {
  q: "text",
  field: "field",
  ip: "source address",
  correlation: "belonging",
};

/** Gives the address that answers with the activity of a query's period, in days of a zone. */
export function activityAddress(apiPath: string, query: AuditQuery, zone: string): string {
  const params = filterParams(query);
  for (const name of Object.keys(NOT_COUNTED)) params.delete(name);
  params.set("zone", zone);
  return `${apiPath}/activity?${params}`;
}

/** Says which filters of a query the counts leave aside; null when they respect them all. */
export function leftAside(query: AuditQuery): string | null {
  const inUse = filterTexts(query);
  const names = Object.entries(NOT_COUNTED)
    .filter(([name]) => name in inUse)
    .map(([, words]) => words);
  if (names.length === 0) return null;
  const last = names.pop();
  const listed = names.length === 0 ? last : `${names.join(", ")} and ${last}`;
  return `Counted without the filter by ${listed}, which only the list below respects.`;
}
