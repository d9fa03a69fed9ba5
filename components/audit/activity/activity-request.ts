import { type CountedFilter, filterTexts, type TextFilter } from "@/lib/audit/filter";
import { type AuditQuery, filterParams } from "../filters/audit-query";

/** The filters that the hourly counts can't answer, and their names in a sentence. */
const NOT_COUNTED: Record<Exclude<TextFilter, CountedFilter>, string> = {
  q: "text",
  field: "field",
  ip: "source address",
  correlation: "belonging",
};

/** Returns the address of the activity of a query's period, in days of a zone. */
export function activityAddress(apiPath: string, query: AuditQuery, zone: string): string {
  const params = filterParams(query);
  for (const name of Object.keys(NOT_COUNTED)) params.delete(name);
  params.set("zone", zone);
  return `${apiPath}/activity?${params}`;
}

/** Names the filters of a query that the counts ignore; null when they respect them all. */
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
