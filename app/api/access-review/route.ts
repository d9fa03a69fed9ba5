import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { readAccessReview, reviewedRights } from "@/lib/identity/access-review/read-review";
import { reviewCsv } from "@/lib/identity/access-review/review-csv";
import { lastSignOff } from "@/lib/identity/access-review/sign-off";
import { accessReviewAnswer } from "@/lib/openapi/answers/access-answers";

export const GET = ownerRoute({
  operationId: "readAccessReview",
  summary: "Say who may do what where, through what, since when, and when they last used it",
  tag: "people",
  action: null,
  query: z.strictObject({
    ...pageQuery,
    format: z.enum(["json", "csv"]).default("json").describe("`csv` is the whole list, not a page."),
    user: z.uuid("must be a person's id").optional(),
    workspace: z.string().optional().describe("A workspace's slug."),
  }),
  answer: {
    description: "Rights, by person. An owner's rights come first, and are in no workspace.",
    schema: accessReviewAnswer,
    text: ["text/csv"],
  },
  handle: async ({ query }) => {
    const { rights, counts, digest } = await readAccessReview();
    const shown = reviewedRights(rights, query);
    if (query.format === "csv") {
      return {
        raw: reviewCsv(shown),
        headers: {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": 'attachment; filename="access-review.csv"',
        },
      };
    }
    return { body: { ...pageOf(shown, query), counts, digest, lastSignOff: await lastSignOff() } };
  },
});
