import { z } from "zod";
import { pageQuery } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { markNoticesRead } from "@/lib/identity/notices";
import { readInbox } from "@/lib/notices/inbox";
import { noticeListAnswer } from "@/lib/openapi/answers/notice-answers";

export const GET = signedInRoute({
  operationId: "listNotices",
  summary:
    "List what the caller should know: matters of their own account, and what happened in their workspaces",
  tag: "notices",
  action: null,
  query: z.strictObject({
    limit: pageQuery.limit,
    cursor: z.uuid("must be the nextCursor of the page before").optional().describe("Where to continue."),
    state: z
      .enum(["unread", "all"])
      .default("unread")
      .describe("Whether those that were read are listed, too."),
  }),
  answer: {
    description:
      "A page of notices, the newest first. Of a workspace, only what the caller may read there now.",
    schema: noticeListAnswer,
  },
  handle: async ({ caller, query }) => ({ body: await readInbox(caller, query) }),
});

export const DELETE = signedInRoute({
  operationId: "dismissNotices",
  summary: "Note that the caller has read all notices up to one",
  tag: "notices",
  action: "user.read_notice",
  query: z.strictObject({
    through: z.uuid().describe("The newest one that the caller has seen: what arrived since stays unread."),
  }),
  answer: { status: 204, description: "They are read." },
  handle: async ({ caller, query: { through }, requester }) => {
    await markNoticesRead(caller.user, { through }, requester);
    return {};
  },
});
