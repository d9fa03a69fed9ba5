import { uuidParameter } from "@/lib/bff/path-parameters";
import { signedInRoute } from "@/lib/bff/route";
import { endSession } from "@/lib/identity/sessions";
import { Problem } from "@/lib/problems/problem";

/** Ends one session: the caller's own, or, for an owner, anyone's. */
export const DELETE = signedInRoute({
  action: "session.revoke",
  handle: async ({ caller, params, requester }) => {
    const ofUser = caller.user.isOwner ? undefined : caller.user.id;
    const ended = await endSession(uuidParameter(params, "id"), "revoked", { by: requester, ofUser });
    if (!ended) throw new Problem("not_found", "There is no such session");
    return { status: 204 };
  },
});
