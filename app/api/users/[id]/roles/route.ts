import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { readPerson } from "@/lib/identity/person-page";
import { ROLE_NAMES } from "@/lib/identity/roles";
import { setPersonRoles } from "@/lib/identity/set-person-roles";
import { personAnswer } from "@/lib/openapi/answers/portal-answers";

const roles = z
  .array(z.strictObject({ workspace: z.string().max(100), role: z.enum(ROLE_NAMES).nullable() }))
  .max(1_000, "may name at most 1,000 workspaces");

export const PUT = ownerRoute({
  operationId: "setUserRoles",
  summary:
    "Give a person roles in several workspaces, all or none. Null takes back what they were given alone; workspaces that aren't named stay",
  tag: "people",
  action: "user.set_roles",
  fresh: true,
  body: z.strictObject({ roles }),
  answer: { description: "The person as they are now.", schema: personAnswer },
  problems: ["conflict"],
  handle: async ({ params, body, requester }) => {
    const id = uuidParameter(params, "id");
    await setPersonRoles(id, body.roles, requester);
    return { body: await readPerson(id) };
  },
});
