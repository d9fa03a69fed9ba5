import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import { Problem } from "@/lib/problems/problem";
import { schemaDescriptions } from "@/lib/providers/directory/service-description";

export const GET = directoryRoute({
  operationId: "readResourceSchema",
  summary: "Read one of the attributes of what a directory can keep",
  action: null,
  answer: { description: "The one of this id.", schema: scimMessage },
  handle: async ({ params, base }) => {
    const found = schemaDescriptions(base).get(params.id ?? "");
    if (!found) throw new Problem("not_found", "There is nothing of this id");
    return { body: found };
  },
});
