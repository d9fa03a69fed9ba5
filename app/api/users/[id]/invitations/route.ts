import { inviteUrl } from "@/app/api/_shared/invite-url";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { renewInvitation } from "@/lib/identity/invitations";
import { inviteLinkAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";

/** Replaces an invitation that expired, and helps a person who lost the password. */
export const POST = ownerRoute({
  operationId: "renewInvitation",
  summary: "Make a fresh link; earlier links stop working",
  tag: "people",
  action: "user.invite",
  fresh: true,
  answer: { status: 201, description: "The link is shown this once.", schema: inviteLinkAnswer },
  handle: async ({ request, params, requester }) => {
    const made = await renewInvitation(uuidParameter(params, "id"), requester);
    if (!made) throw new Problem("not_found", "There is no such person, or they are disabled");
    return { body: { inviteUrl: inviteUrl(request, made.token), mailedTo: made.mailedTo } };
  },
});
