import "server-only";
import { z } from "zod";
import { auditActivity } from "@/lib/audit/activity/activity";
import { readAuditEvent } from "@/lib/audit/event-view";
import { COUNTED_FILTERS } from "@/lib/audit/filter";
import { countNewerEvents, listAuditEvents } from "@/lib/audit/search/list-events";
import { pageQuery, sequenceQuery, uuidParameter } from "@/lib/bff/query";
import { auditEventAnswer, auditEventListAnswer } from "@/lib/openapi/answers/audit-answers";
import { auditActivityAnswer, newerEventsAnswer } from "@/lib/openapi/answers/audit-search-answers";
import { Problem } from "@/lib/problems/problem";
import { isTimeZone } from "@/lib/time/time-zones";
import { auditFilterQuery, filterQuery } from "./audit-filter-query";
import type { LogKind } from "./log-kinds";

/** `…/audit-events`: viewers and editors see what happened to flows, auditors and admins all. */
export function eventListRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.read_flows", {
      operationId: `list${scope}AuditEvents`,
      summary: `List the audit events of ${whose}, newest first`,
      action: null,
      query: z.strictObject({ ...pageQuery, ...auditFilterQuery }),
      answer: { description: "A page of events.", schema: auditEventListAnswer },
      problems: ["conflict"],
      handle: async ({ chain, flowEventsOnly, query }) => ({
        body: await listAuditEvents({ chain, flowEventsOnly, ...query }),
      }),
    }),
  };
}

/** `…/audit-events/{id}` */
export function eventItemRoutes({ scope, route }: LogKind) {
  return {
    GET: route("audit.read_flows", {
      operationId: `read${scope}AuditEvent`,
      summary: "Read one event",
      action: null,
      answer: { description: "The event.", schema: auditEventAnswer },
      problems: ["conflict"],
      handle: async ({ chain, flowEventsOnly, params }) => {
        const event = await readAuditEvent(chain, uuidParameter(params, "id"), flowEventsOnly);
        if (!event) throw new Problem("not_found", "There is no such event");
        return { body: event };
      },
    }),
  };
}

/** `…/audit-events/newer` */
export function newerEventRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.read_flows", {
      operationId: `countNewer${scope}AuditEvents`,
      summary: `Count the audit events of ${whose} that came after one`,
      action: null,
      query: z.strictObject({
        ...auditFilterQuery,
        after: sequenceQuery.describe("The number of the newest event that is known already."),
      }),
      answer: { description: "How many there are.", schema: newerEventsAnswer },
      handle: async ({ chain, flowEventsOnly, query: { after, ...filter } }) => ({
        body: await countNewerEvents({ chain, flowEventsOnly, ...filter }, after),
      }),
    }),
  };
}

const activityQuery = z.strictObject({
  ...filterQuery(COUNTED_FILTERS),
  zone: z
    .string()
    .max(64)
    .refine(isTimeZone, "must be a time zone, such as Europe/Berlin")
    .default("UTC")
    .describe("The time zone whose days are counted, such as `Europe/Berlin`."),
});

/** `…/audit-events/activity` */
export function activityRoutes({ scope, whose, route }: LogKind) {
  return {
    GET: route("audit.read_flows", {
      operationId: `read${scope}AuditActivity`,
      summary: `Count the audit events of ${whose} by day, by flow and person, and by person`,
      action: null,
      query: activityQuery,
      answer: { description: "The counts, by whole hours.", schema: auditActivityAnswer },
      handle: async ({ chain, flowEventsOnly, query: { zone, ...filter } }) => ({
        body: await auditActivity({ chain, flowEventsOnly, ...filter }, zone),
      }),
    }),
  };
}
