import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { pseudonymise } from "@/lib/leavers/pseudonymise";
import { pseudonymAnswer } from "@/lib/openapi/answers/access-answers";
import { LONGEST_EMAIL } from "@/lib/text/email-address";

export const POST = ownerRoute({
  operationId: "pseudonymiseUser",
  summary: "Replace name and address of a disabled person by a pseudonym. It can't be undone",
  tag: "people",
  action: "user.pseudonymise",
  fresh: true,
  body: z.strictObject({
    email: z
      .string()
      .max(LONGEST_EMAIL)
      .describe("The person's address, so that nobody is taken for another."),
  }),
  answer: { description: "The pseudonym.", schema: pseudonymAnswer },
  problems: ["conflict"],
  handle: async ({ params, body, requester }) => {
    const id = uuidParameter(params, "id");
    return { body: { id, ...(await pseudonymise(id, body.email, requester)) } };
  },
});
