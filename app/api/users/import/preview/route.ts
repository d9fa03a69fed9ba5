import { z } from "zod";
import { peopleCsv } from "@/app/api/_shared/admitted-people";
import { ownerRoute } from "@/lib/bff/route";
import { previewPeopleImport } from "@/lib/identity/admission/import-people";
import { importPeoplePreviewAnswer } from "@/lib/openapi/answers/access-answers";

/** A preview is a read with a long body: nothing is recorded, so it has no action. */
export const POST = ownerRoute({
  operationId: "previewPeopleImport",
  summary: "Say what an import of a list of people would do, and everything that is wrong with the list",
  tag: "people",
  action: null,
  body: z.strictObject({ csv: peopleCsv }),
  answer: { description: "A person for each address of the list.", schema: importPeoplePreviewAnswer },
  handle: async ({ body }) => ({ body: await previewPeopleImport(body.csv) }),
});
