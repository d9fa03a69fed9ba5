import { z } from "zod";
import { filterQuery } from "@/app/api/_shared/audit-filter-query";
import { FILTER_NAMES, type FilterName } from "@/lib/audit/filter";
import { type AcrossFilter, eventsAcross, isAcrossCursor } from "@/lib/audit/search/events-across";
import { pageQuery } from "@/lib/bff/query";
import { callerRoute } from "@/lib/bff/route";
import { can } from "@/lib/identity/roles";
import { auditEventListAnswer } from "@/lib/openapi/answers/audit-answers";

type Across = keyof AcrossFilter;
const isAcross = (name: FilterName): name is Across => name !== "q" && name !== "field";

export const GET = callerRoute({
  operationId: "listActivity",
  summary: "List the audit events of all of the caller's workspaces, the last recorded first",
  tag: "audit",
  action: null,
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: z
      .string()
      .refine(isAcrossCursor, "must be the nextCursor of the page before")
      .optional()
      .describe("Where to continue: the `nextCursor` of the page before."),
    workspace: z.string().max(100).optional().describe("Only this workspace, by id or slug."),
    ...filterQuery(FILTER_NAMES.filter(isAcross)),
  }),
  answer: {
    description: "A page of events. Each workspace's are those that the caller may see there.",
    schema: auditEventListAnswer,
  },
  handle: async ({ caller, query: { limit, cursor, workspace, ...filter } }) => {
    const logs = caller.workspaces
      .filter(({ id, slug }) => workspace === undefined || workspace === id || workspace === slug)
      .map(({ id, role }) => ({ chain: id, flowEventsOnly: !can(role, "audit.read_all") }));
    return { body: await eventsAcross(logs, filter, { limit, cursor }) };
  },
});
