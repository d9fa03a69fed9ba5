import { z } from "zod";
import { inviteUrl } from "@/app/api/_shared/invite-url";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { addUser } from "@/lib/identity/invitations";
import { PERSON_NAME } from "@/lib/identity/rules";
import { listUsers } from "@/lib/identity/users";
import { invitedAnswer, userListAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";
import { emailSchema, textSchema } from "@/lib/text/text-schema";

export const GET = ownerRoute({
  operationId: "listUsers",
  summary: "List everyone who has or had access",
  tag: "people",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "People, by name.", schema: userListAnswer },
  handle: async ({ query }) => ({ body: pageOf(await listUsers(), query) }),
});

export const POST = ownerRoute({
  operationId: "addUser",
  summary: "Add a person",
  tag: "people",
  action: "user.invite",
  fresh: true,
  body: z.strictObject({
    email: emailSchema,
    name: textSchema(PERSON_NAME),
    owner: z.boolean().optional(),
  }),
  answer: { status: 201, description: "The link is shown this once.", schema: invitedAnswer },
  problems: ["conflict"],
  handle: async ({ request, body, requester }) => {
    const added = await addUser(body, requester);
    if (!added) throw new Problem("conflict", "Somebody with this e-mail address is here already");
    return { body: { id: added.id, inviteUrl: inviteUrl(request, added.token) } };
  },
});
