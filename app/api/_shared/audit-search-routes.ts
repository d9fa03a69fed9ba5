import "server-only";
import { z } from "zod";
import { auditActivity } from "@/lib/audit/activity/activity";
import { COUNTED_FILTERS } from "@/lib/audit/filter";
import { countNewerEvents } from "@/lib/audit/search/newer-events";
import { sequenceQuery } from "@/lib/bff/query";
import { isTimeZone } from "@/lib/time/time-zones";
import { type OnBothChains, onBothChains } from "./audit-chain-route";
import { auditFilterQuery, filterQuery } from "./audit-filter-query";

const newerQuery = z.strictObject({
  ...auditFilterQuery,
  after: sequenceQuery.describe("The number of the newest event that is known already."),
});

const activityQuery = z.strictObject({
  ...filterQuery(COUNTED_FILTERS),
  zone: z
    .string()
    .max(64)
    .refine(isTimeZone, "must be a time zone, such as Europe/Berlin")
    .default("UTC")
    .describe("The time zone whose days are counted, such as `Europe/Berlin`."),
});

/** `GET …/audit-events/newer`: how many events of a filter came after one that is shown. */
export const newerCount: OnBothChains = onBothChains("audit.read_flows", {
  action: null,
  query: newerQuery,
  handle: async ({ chain, flowEventsOnly, query: { after, ...filter } }) => ({
    body: await countNewerEvents({ chain, flowEventsOnly, ...filter }, after),
  }),
});

/** `GET …/audit-events/activity`: counts by day, by flow and person, by person. */
export const activityRead: OnBothChains = onBothChains("audit.read_flows", {
  action: null,
  query: activityQuery,
  handle: async ({ chain, flowEventsOnly, query: { zone, ...filter } }) => ({
    body: await auditActivity({ chain, flowEventsOnly, ...filter }, zone),
  }),
});
