import { z } from "zod";
import { admittedItems, peopleCsv } from "@/app/api/_shared/admitted-people";
import { ownerRoute } from "@/lib/bff/route";
import { importPeople } from "@/lib/identity/admission/import-people";
import { admittedAnswer } from "@/lib/openapi/answers/access-answers";

export const POST = ownerRoute({
  operationId: "importPeople",
  summary: "Import a list of people: all of what the preview of the same list said, or nothing",
  tag: "people",
  action: "user.import",
  fresh: true,
  body: z.strictObject({
    csv: peopleCsv,
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "must be the fingerprint of the preview"),
  }),
  answer: { description: "What became of each person. Links are shown this once.", schema: admittedAnswer },
  problems: ["conflict"],
  handle: async ({ request, body, requester }) => ({
    body: { items: admittedItems(request, await importPeople(body.csv, body.fingerprint, requester)) },
  }),
});
