import { fieldLabel } from "@/lib/flows/field-label";
import { actionWords } from "../action-words";

/** What a printed log was filtered by, as its address says. */
export interface PrintedFilter {
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  target?: string | undefined;
  /** Paths, separated by commas. */
  field?: string | undefined;
  ip?: string | undefined;
  correlation?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  q?: string | undefined;
}

/**
 * Says which stretch of time a filter asks for; both ends belong to it.
 * @param zone the time zone to tell it in, such as "UTC"
 */
export function periodWords({ from, to }: PrintedFilter, zone: string): string {
  const minute = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "short",
    timeZone: zone,
  });
  const [first, last] = [from, to].map((at) => (at ? minute.format(at) : null));
  if (first && last) return `${first} to ${last}, ${zone}`;
  if (first) return `From ${first} on, ${zone}`;
  return last ? `Up to ${last}, ${zone}` : "From the beginning to now";
}

/** Actors that are no people go by their kind. */
const ACTOR_KINDS: Record<string, string> = {
  system: "Switchboard itself",
  upstream: "somebody outside Switchboard",
};

/**
 * Says in words what a filter keeps, beside the time; empty when it keeps everything.
 * @param nameOf gives the name of a person or target by id, where it is known
 */
export function filterWords(filter: PrintedFilter, nameOf: (id: string) => string | null): string[] {
  const { actor, action, outcome, target, field, ip, correlation, q } = filter;
  const named = (id: string) => nameOf(id) ?? id;
  const parts: [string, string | undefined][] = [
    ["Done by", actor && (ACTOR_KINDS[actor] ?? named(actor))],
    ["About", target && named(target)],
    ["Action", action && (actionWords(action)?.label ?? action)],
    ["Outcome", outcome],
    ["Field", field?.split(",").map(fieldLabel).join(" or ")],
    ["From address", ip],
    ["Part of", correlation],
    ["Containing", q && `“${q}”`],
  ];
  return parts.flatMap(([label, text]) => (text ? [`${label}: ${text}`] : []));
}
