import { z } from "zod";
import { inviteUrl } from "@/app/api/_shared/invite-url";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { ownerRoute } from "@/lib/bff/route";
import { addUser } from "@/lib/identity/invitations";
import { listUsers } from "@/lib/identity/users";
import { Problem } from "@/lib/problems/problem";

export const GET = ownerRoute({
  action: null,
  query: z.strictObject(pageQuery),
  handle: async ({ query }) => ({ body: pageOf(await listUsers(), query) }),
});

/** Adds a person; the link in the answer is shown this once. */
export const POST = ownerRoute({
  action: "user.invite",
  body: z.strictObject({
    email: z.email("must be an e-mail address").max(254),
    name: z.string().trim().min(1, "Give a name").max(80, "may have at most 80 characters"),
    owner: z.boolean().optional(),
  }),
  handle: async ({ request, body, requester }) => {
    const added = await addUser(body, requester);
    if (!added) throw new Problem("conflict", "Somebody with this e-mail address is here already");
    return { status: 201, body: { id: added.id, inviteUrl: inviteUrl(request, added.token) } };
  },
});
