import { OUTCOME_NAMES, OUTCOMES } from "@/lib/audit/events/outcomes";
import type { TextFilter } from "@/lib/audit/filter";
import { isDay } from "@/lib/time/zoned-days";
import { oneOf, type SearchParams } from "../../lists/list-address";
import { daySpan, plainDay } from "../timeline/day-words";
import { actionLabel } from "./action-choices";
import { type AuditFilterName, auditQuery, filtersInUse, queryPeriod, queryZone } from "./audit-query";
import { fieldWords } from "./field-choices";
import { daysOfPeriod, PERIODS } from "./periods";

/** One filter in use, in words. */
export interface FilterChip {
  label: string;
  text: string;
  /** The parameters that are removed with it. */
  clears: AuditFilterName[];
}

interface KnownNames {
  people: readonly { value: string; label: string }[];
  flows: readonly { value: string; label: string }[];
}

const nameIn = (choices: KnownNames["people"], value: string) =>
  choices.find((choice) => choice.value === value)?.label ?? value;

/** The query contains known outcomes only, as plain text. */
function outcomeWords(value: string): string {
  const outcome = OUTCOME_NAMES.find((known) => known === value);
  return outcome ? OUTCOMES[outcome].label : value;
}

const PLAIN: Record<TextFilter, { label: string; words: (value: string, names: KnownNames) => string }> = {
  q: { label: "Text", words: (value) => `“${value}”` },
  actor: { label: "Person", words: (value, { people }) => nameIn(people, value) },
  action: { label: "Action", words: (value) => actionLabel(value) },
  outcome: { label: "Outcome", words: outcomeWords },
  target: { label: "Target", words: (value, { flows }) => nameIn(flows, value) },
  field: { label: "Field", words: fieldWords },
  ip: { label: "Source address", words: (value) => value },
  correlation: { label: "Belongs to", words: (value) => value },
};

function periodText(params: SearchParams, now: number): string {
  const zone = queryZone(params) ?? "UTC";
  const period = queryPeriod(params);
  if (!period) return "";
  const { first, last } = daysOfPeriod(period, zone, now);
  const label = PERIODS.find(({ id }) => id === period)?.label;
  return `${label}, ${daySpan(first, last)}`;
}

function momentText(params: SearchParams, name: "from" | "to"): string {
  const given = oneOf(params, name) ?? "";
  return isDay(given) ? plainDay(given) : `${plainDay(given.slice(0, 10))}, ${given.slice(11)}`;
}

/** Whole days from one to another are one chip. */
function spanOf(params: SearchParams): string | null {
  const first = oneOf(params, "from") ?? "";
  const last = oneOf(params, "to") ?? "";
  if (!isDay(first) || !isDay(last) || first > last) return null;
  return daySpan(first, last);
}

function timeChip(params: SearchParams, name: "period" | "from" | "to", now: number): FilterChip | null {
  const span = spanOf(params);
  if (name === "period") return { label: "Period", text: periodText(params, now), clears: ["period"] };
  if (span) return name === "from" ? { label: "Period", text: span, clears: ["from", "to"] } : null;
  return { label: name === "from" ? "From" : "To", text: momentText(params, name), clears: [name] };
}

/** The period of an address in few words, as its chip shows it, and in full; null for none. */
export function periodWords(params: SearchParams, now: number): { short: string; full: string } | null {
  const chips = filterChips(params, { people: [], flows: [] }, now);
  const time = chips.filter(({ label }) => label === "Period" || label === "From" || label === "To");
  if (time.length === 0) return null;
  const full = time
    .map(({ label, text }) => (label === "Period" ? text : `${label.toLowerCase()} ${text}`))
    .join(" ");
  const short = PERIODS.find(({ id }) => id === queryPeriod(params))?.label;
  return { short: short ?? full, full };
}

/**
 * Returns the filters of an address in words, in a fixed order. Days are of the page's zone, which the page names once.
 * @param now the present in milliseconds, for periods that move with the calendar
 */
export function filterChips(params: SearchParams, names: KnownNames, now: number): FilterChip[] {
  const query = auditQuery(params, now);
  return filtersInUse(params)
    .map((name) => {
      if (name === "period" || name === "from" || name === "to") return timeChip(params, name, now);
      const { label, words } = PLAIN[name];
      return { label, text: words(query[name] ?? "", names), clears: [name] };
    })
    .filter((chip) => chip !== null);
}
