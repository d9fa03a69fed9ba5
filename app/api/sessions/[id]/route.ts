import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { endSession } from "@/lib/identity/sessions";
import { Problem } from "@/lib/problems/problem";

/** Ends one of the caller's own sessions or, for an owner, anyone's. */
export const DELETE = signedInRoute({
  operationId: "endSession",
  summary: "End one session",
  tag: "sessions",
  action: "session.revoke",
  fresh: true,
  answer: { status: 204, description: "The session has ended." },
  handle: async ({ caller, params, requester }) => {
    const ofUser = caller.user.isOwner ? undefined : caller.user.id;
    const ended = await endSession(uuidParameter(params, "id"), "revoked", { by: requester, ofUser });
    if (!ended) throw new Problem("not_found", "There is no such session");
    return {};
  },
});
