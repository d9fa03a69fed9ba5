import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import { describedList, resourceTypes } from "@/lib/providers/directory/service-description";

export const GET = directoryRoute({
  operationId: "listResourceTypes",
  summary: "List the kinds of things that a directory can keep",
  action: null,
  answer: { description: "All of them.", schema: scimMessage },
  handle: async ({ base }) => ({ body: describedList(resourceTypes(base)) }),
});
