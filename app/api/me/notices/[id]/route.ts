import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { markNoticesRead } from "@/lib/identity/notices";
import { Problem } from "@/lib/problems/problem";

export const DELETE = signedInRoute({
  operationId: "dismissNotice",
  summary: "Note that the caller has read a notice",
  tag: "notices",
  action: "user.read_notice",
  answer: { status: 204, description: "It is read." },
  handle: async ({ caller, params, requester }) => {
    const id = uuidParameter(params, "id");
    if ((await markNoticesRead(caller.user, { id }, requester)) > 0) return {};
    throw new Problem("not_found", "There is no such unread notice");
  },
});
