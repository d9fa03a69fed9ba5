import { actionWords } from "../action-words";

/** What a printed log was filtered by, as its address says. */
export interface PrintedFilter {
  actor?: string | undefined;
  action?: string | undefined;
  outcome?: string | undefined;
  target?: string | undefined;
  field?: string | undefined;
  ip?: string | undefined;
  correlation?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  q?: string | undefined;
}

const MINUTE = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** Says which stretch of time a filter asks for, in UTC; both ends belong to it. */
export function periodWords({ from, to }: PrintedFilter): string {
  const [first, last] = [from, to].map((at) => (at ? MINUTE.format(at) : null));
  if (first && last) return `${first} to ${last} UTC`;
  if (first) return `From ${first} UTC on`;
  return last ? `Up to ${last} UTC` : "From the beginning to now";
}

/**
 * Says in words what a filter keeps, beside the time; empty when it keeps everything.
 * @param nameOf gives the name of a person or target by id, where it is known
 */
export function filterWords(filter: PrintedFilter, nameOf: (id: string) => string | null): string[] {
  const { actor, action, outcome, target, field, ip, correlation, q } = filter;
  const named = (id: string) => nameOf(id) ?? id;
  const parts: [string, string | undefined][] = [
    ["Done by", actor && named(actor)],
    ["About", target && named(target)],
    ["Action", action && (actionWords(action)?.label ?? action)],
    ["Outcome", outcome],
    ["Field", field],
    ["From address", ip],
    ["Part of", correlation],
    ["Containing", q && `“${q}”`],
  ];
  return parts.flatMap(([label, text]) => (text ? [`${label}: ${text}`] : []));
}
