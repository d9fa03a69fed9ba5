import { inviteUrl } from "@/app/api/_shared/invite-url";
import { uuidParameter } from "@/lib/bff/path-parameters";
import { ownerRoute } from "@/lib/bff/route";
import { renewInvitation } from "@/lib/identity/invitations";
import { Problem } from "@/lib/problems/problem";

/** A fresh link, for an invitation that ran out or a lost password; earlier links stop working. */
export const POST = ownerRoute({
  action: "user.invite",
  handle: async ({ request, params, requester }) => {
    const token = await renewInvitation(uuidParameter(params, "id"), requester);
    if (!token) throw new Problem("not_found", "There is no such person, or they are disabled");
    return { status: 201, body: { inviteUrl: inviteUrl(request, token) } };
  },
});
