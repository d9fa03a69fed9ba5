import { isDay } from "@/lib/flows/zoned-days";
import { oneOf, type SearchParams } from "../../lists/list-address";
import { actionWords } from "../action-words";
import { auditQuery, filtersInUse, queryPeriod, queryZone } from "../audit-query";
import { daySpan, plainDay } from "../timeline/day-words";
import { fieldWords } from "./field-choices";
import { daysOfPeriod, PERIODS } from "./periods";

/** One filter that is in use, in words. */
export interface FilterChip {
  label: string;
  text: string;
  /** The parameters that go with it when it is taken away. */
  clears: string[];
}

interface KnownNames {
  people: readonly { value: string; label: string }[];
  flows: readonly { value: string; label: string }[];
}

const nameIn = (choices: KnownNames["people"], value: string) =>
  choices.find((choice) => choice.value === value)?.label ?? value;

const OUTCOME_WORDS: Record<string, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  denied: "Denied",
  unknown: "Unknown",
};

function periodText(params: SearchParams, now: number): string {
  const zone = queryZone(params) ?? "UTC";
  const period = queryPeriod(params);
  if (!period) return "";
  const { first, last } = daysOfPeriod(period, zone, now);
  const label = PERIODS.find(({ id }) => id === period)?.label;
  return `${label}, ${daySpan(first, last)} (${zone})`;
}

function momentText(params: SearchParams, name: "from" | "to"): string {
  const given = oneOf(params, name) ?? "";
  const zone = queryZone(params) ?? "UTC";
  const words = isDay(given) ? plainDay(given) : `${plainDay(given.slice(0, 10))}, ${given.slice(11)}`;
  return `${words} (${zone})`;
}

/** Whole days from one to another stand in one chip. */
function spanOf(params: SearchParams): string | null {
  const first = oneOf(params, "from") ?? "";
  const last = oneOf(params, "to") ?? "";
  if (!isDay(first) || !isDay(last) || first > last) return null;
  return `${daySpan(first, last)} (${queryZone(params) ?? "UTC"})`;
}

/**
 * Gives the filters of an address in words, in a fixed order.
 * @param now the present in milliseconds, for periods that move with the calendar
 */
export function filterChips(params: SearchParams, names: KnownNames, now: number): FilterChip[] {
  const query = auditQuery(params, now);
  const span = spanOf(params);
  return filtersInUse(params).flatMap((name): FilterChip[] => {
    const value = name === "period" || name === "from" || name === "to" ? "" : (query[name] ?? "");
    const chip = (label: string, text: string): FilterChip[] => [{ label, text, clears: [name] }];
    switch (name) {
      case "q":
        return chip("Text", `“${value}”`);
      case "actor":
        return chip("Person", nameIn(names.people, value));
      case "action":
        return chip("Action", actionWords(value)?.label ?? value);
      case "outcome":
        return chip("Outcome", OUTCOME_WORDS[value] ?? value);
      case "target":
        return chip("Target", nameIn(names.flows, value));
      case "field":
        return chip("Field", fieldWords(value));
      case "ip":
        return chip("Source address", value);
      case "correlation":
        return chip("Belongs to", value);
      case "period":
        return [{ label: "Period", text: periodText(params, now), clears: ["period"] }];
      case "from":
        if (span) return [{ label: "Period", text: span, clears: ["from", "to"] }];
        return chip("From", momentText(params, "from"));
      case "to":
        return span ? [] : chip("To", momentText(params, "to"));
    }
  });
}
