import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { markNoticeRead } from "@/lib/identity/notices";
import { Problem } from "@/lib/problems/problem";

export const DELETE = signedInRoute({
  operationId: "dismissNotice",
  summary: "Note that the caller has read a notice",
  tag: "sessions",
  action: "user.read_notice",
  answer: { status: 204, description: "It is not shown any more." },
  handle: async ({ caller, params, requester }) => {
    if (await markNoticeRead(caller.user, uuidParameter(params, "id"), requester)) return {};
    throw new Problem("not_found", "There is no such unread notice");
  },
});
