import { z } from "zod";
import {
  AUDIT_FILTERS,
  FILTER_NAMES,
  type FilterFacts,
  type FilterName,
  type FilterValues,
} from "@/lib/audit/filter";
import { momentQuery } from "@/lib/bff/query";

type FilterShape<N extends FilterName> = {
  [K in N]: z.ZodOptional<z.ZodType<NonNullable<FilterValues[K]>, string>>;
};

function schemaOf(takes: FilterFacts["takes"]): z.ZodType {
  if (takes === "moment") return momentQuery;
  if (takes === "event_id") return z.uuid("must be an event's id");
  if (!("longest" in takes)) return z.enum(takes);
  const text = z.string().max(takes.longest);
  return takes.form ? text.regex(takes.form, takes.fault) : text;
}

/** The query parameters of some filters. */
export function filterQuery<N extends FilterName>(names: readonly N[]): FilterShape<N> {
  return Object.fromEntries(
    names.map((name) => {
      const { takes, meaning }: FilterFacts = AUDIT_FILTERS[name];
      return [name, schemaOf(takes).optional().describe(meaning)];
    }),
  ) as FilterShape<N>;
}

/** The query parameters of every list of events: a page, an export, a count of new ones. */
export const auditFilterQuery: FilterShape<FilterName> = filterQuery(FILTER_NAMES);
