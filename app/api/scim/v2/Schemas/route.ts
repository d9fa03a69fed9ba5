import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import { describedList, schemaDescriptions } from "@/lib/providers/directory/service-description";

export const GET = directoryRoute({
  operationId: "listResourceSchemas",
  summary: "List the attributes of what a directory can keep",
  action: null,
  answer: { description: "All of them.", schema: scimMessage },
  handle: async ({ base }) => ({ body: describedList(schemaDescriptions(base)) }),
});
