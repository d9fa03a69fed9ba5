import { z } from "zod";
import { ownerRoute } from "@/lib/bff/route";
import { signOffAccess } from "@/lib/identity/access-review/sign-off";
import { REVIEW_NOTE } from "@/lib/identity/rules";
import { signedOffAnswer } from "@/lib/openapi/answers/access-answers";
import { textSchema } from "@/lib/text/text-schema";

export const POST = ownerRoute({
  operationId: "signOffAccessReview",
  summary: "Sign off who may do what. It is an event with the numbers and a digest of what was reviewed",
  tag: "people",
  action: "access.review",
  fresh: true,
  body: z.strictObject({
    note: textSchema(REVIEW_NOTE).optional(),
    digest: z
      .string()
      .max(100)
      .optional()
      .describe("Of what was seen: refused where rights have changed since."),
  }),
  answer: { status: 201, description: "What was signed off.", schema: signedOffAnswer },
  problems: ["conflict"],
  handle: async ({ body, requester }) => ({ body: await signOffAccess(body, requester) }),
});
