import { z } from "zod";
import { flagQuery, pageQuery } from "@/lib/bff/query";
import { workspaceRoute } from "@/lib/bff/route";
import { createFlow } from "@/lib/changes/create-flow";
import type { CreateFlow } from "@/lib/flows/requests/apply-patch";
import { listMirroredFlows } from "@/lib/mirror/flow-lists";
import { flowListAnswer } from "@/lib/openapi/answers/mirror-answers";
import { syncForPerson } from "@/lib/sync/shared-reads";
import { copiesFor } from "@/lib/transfers/listed-copies";
import type { FlowKindFacts } from "./flow-kinds";
import { besideCreate, changeRequest, writeReply } from "./flow-write";

const listQuery = z.strictObject({
  ...pageQuery,
  // Flows are sorted by what changes while somebody pages, so its last row identifies the page before.
  cursor: z
    .uuid("must be the nextCursor of the page before")
    .optional()
    .describe(pageQuery.cursor.description ?? ""),
  q: z.string().max(200).optional(),
  isActive: flagQuery.optional(),
  direction: z.enum(["inbound", "outbound", "bidirectional"]).optional(),
  agent: z.string().max(64).optional().describe("An agent's id; `none` for flows without one."),
  folder: z
    .string()
    .max(64)
    .optional()
    .describe("A folder's id; `none` for flows that were read in full and are in none."),
  drift: flagQuery
    .optional()
    .describe("Whether it was changed outside the portal, and nobody here has agreed to it."),
  copy: z
    .enum(["any", "behind"])
    .optional()
    .describe(
      "Copies of other flows alone: `behind` for those whose source is newer, as far as the caller may read it.",
    ),
  group: z.enum(["folder"]).optional().describe("Lists the flows of one folder after those of another."),
  sort: z.enum(["name", "-name", "updatedAt", "-updatedAt"]).optional(),
  refresh: flagQuery.optional(),
});

/** `…/call-flows` and `…/message-flows`. */
export function flowListRoutes({ kind, tag, noun, words, create, answer }: FlowKindFacts) {
  const body: z.ZodType<CreateFlow> = create;
  return {
    GET: workspaceRoute(`${kind}.read`, {
      operationId: `list${noun}s`,
      summary:
        "List flows from the mirror; with `refresh=1` it is first read anew, unless that was done in the last 10 seconds",
      tag,
      action: null,
      query: listQuery,
      otherWorkspaces: true,
      asksUpstream: true,
      answer: { description: "A page of flows.", schema: flowListAnswer },
      handle: async ({ workspace, query, caller }) => {
        const { refresh, ...wanted } = query;
        const copies = copiesFor(caller, kind);
        const list = await listMirroredFlows(workspace.id, kind, wanted, copies);
        if (!refresh && list.asOf !== null) return { body: list };
        await syncForPerson(workspace.id, kind, caller.user.id, list.asOf);
        return { body: await listMirroredFlows(workspace.id, kind, wanted, copies) };
      },
    }),
    POST: workspaceRoute(`${kind}.create`, {
      operationId: `create${noun}`,
      summary: `Create ${words}. The body is the upstream's documented request`,
      tag,
      action: `${kind}.create`,
      body,
      flowWrite: "new_flow",
      beside: besideCreate(kind),
      answer: { status: 201, description: "The new flow.", schema: answer, headers: ["ETag", "Location"] },
      handle: async (context) =>
        writeReply(await createFlow({ ...changeRequest(context, kind), body: context.body })),
    }),
  };
}
