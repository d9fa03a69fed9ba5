"use client";

import { useListParams } from "../../lists/use-list-params";
import { useReaderZone } from "../../ui/reader-zone";
import { queryZone, SEARCH_PARAMS } from "./audit-query";

type Changes = Partial<Record<(typeof SEARCH_PARAMS)[number], string | null>>;

/** Reads and changes the filters in the address of an audit log. */
export function useAuditParams() {
  const { params, change: changeAddress, pending } = useListParams();
  const sent = Object.fromEntries(params.entries());
  const zone = useReaderZone();
  const named = queryZone(sent);
  const change = (changes: Changes) => changeAddress(changes);
  return {
    /** The address's parameters, also those that make no sense. */
    params: sent,
    /** The zone of the days: the page's, else the reader's. */
    zone,
    pending,
    change,
    /** Sets a period. Days mean nothing without a zone, so the address names it from now on. */
    changeTime: (time: { period?: string; from?: string; to?: string; zone?: string }) =>
      change({
        period: time.period ?? null,
        from: time.from ?? null,
        to: time.to ?? null,
        zone: time.zone ?? named ?? zone,
      }),
    clear: () => change(Object.fromEntries(SEARCH_PARAMS.map((name) => [name, null]))),
  };
}
