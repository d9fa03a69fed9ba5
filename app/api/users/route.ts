import { z } from "zod";
import { inviteUrl } from "@/app/api/_shared/invite-url";
import { pageOf } from "@/lib/bff/page-of";
import { pageQuery } from "@/lib/bff/page-query";
import { ownerRoute } from "@/lib/bff/route";
import { addUser } from "@/lib/identity/invitations";
import { LONGEST_EMAIL, NOT_AN_EMAIL, PERSON_NAME } from "@/lib/identity/rules";
import { listUsers } from "@/lib/identity/users";
import { Problem } from "@/lib/problems/problem";
import { textSchema } from "@/lib/text/text-schema";

export const GET = ownerRoute({
  action: null,
  query: z.strictObject(pageQuery),
  handle: async ({ query }) => ({ body: pageOf(await listUsers(), query) }),
});

/** Adds a person; the link in the answer is shown this once. */
export const POST = ownerRoute({
  action: "user.invite",
  body: z.strictObject({
    email: z.email(NOT_AN_EMAIL).max(LONGEST_EMAIL),
    name: textSchema(PERSON_NAME),
    owner: z.boolean().optional(),
  }),
  handle: async ({ request, body, requester }) => {
    const added = await addUser(body, requester);
    if (!added) throw new Problem("conflict", "Somebody with this e-mail address is here already");
    return { status: 201, body: { id: added.id, inviteUrl: inviteUrl(request, added.token) } };
  },
});
