import { ADDRESS_FILTERS } from "../filters/audit-query";

const KEPT: readonly string[] = [...ADDRESS_FILTERS, "zone"];

/** Gives what a view keeps of an address: filters and their zone, in one order, so that equal searches are equal texts. */
export function viewQuery(params: Iterable<[string, string]>): string {
  const given = new Map([...params].filter(([name, value]) => KEPT.includes(name) && value !== ""));
  const kept = KEPT.flatMap((name): [string, string][] => {
    const value = given.get(name);
    return value === undefined ? [] : [[name, value]];
  });
  return new URLSearchParams(kept).toString();
}
