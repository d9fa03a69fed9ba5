import { z } from "zod";
import { inviteUrl } from "@/app/api/_shared/invite-url";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { addUser } from "@/lib/identity/invitations";
import { PERSON_NAME, PERSON_STATES } from "@/lib/identity/rules";
import { listUsers, matchingUsers } from "@/lib/identity/users";
import { keysOf } from "@/lib/json/json-value";
import { invitedAnswer, userListAnswer } from "@/lib/openapi/answers/portal-answers";
import { Problem } from "@/lib/problems/problem";
import { emailSchema, textSchema } from "@/lib/text/text-schema";

export const GET = ownerRoute({
  operationId: "listUsers",
  summary: "List everyone who has or had access",
  tag: "people",
  action: null,
  query: z.strictObject({
    ...pageQuery,
    q: z.string().max(200).optional().describe("Words of the name or the address, in any order."),
    state: z.enum(keysOf(PERSON_STATES)).optional(),
    workspace: z.string().optional().describe("The slug of a workspace that they are members of."),
  }),
  answer: { description: "People, by name.", schema: userListAnswer },
  handle: async ({ query }) => ({ body: pageOf(matchingUsers(await listUsers(), query), query) }),
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
    const { id, token, mailedTo } = added;
    return { body: { id, inviteUrl: inviteUrl(request, token), mailedTo } };
  },
});
