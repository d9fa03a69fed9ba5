import "server-only";
import { z } from "zod";
import { readAuditEvent } from "@/lib/audit/read-event";
import { listAuditEvents } from "@/lib/audit/search/list-events";
import { pageQuery, uuidParameter } from "@/lib/bff/query";
import { Problem } from "@/lib/problems/problem";
import { type OnBothChains, onBothChains } from "./audit-chain-route";
import { auditFilterQuery } from "./audit-filter-query";

/** `GET …/audit-events`: viewers and editors see what happened to flows, auditors and admins all. */
export const eventList: OnBothChains = onBothChains("audit.read_flows", {
  action: null,
  query: z.strictObject({ ...pageQuery, ...auditFilterQuery }),
  handle: async ({ chain, flowEventsOnly, query }) => ({
    body: await listAuditEvents({ chain, flowEventsOnly, ...query }),
  }),
});

/** `GET …/audit-events/{id}` */
export const eventRead: OnBothChains = onBothChains("audit.read_flows", {
  action: null,
  handle: async ({ chain, flowEventsOnly, params }) => {
    const event = await readAuditEvent(chain, uuidParameter(params, "id"), flowEventsOnly);
    if (!event) throw new Problem("not_found", "There is no such event");
    return { body: event };
  },
});
