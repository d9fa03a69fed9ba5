import { directoryRoute } from "@/lib/bff/route";
import { scimMessage } from "@/lib/openapi/answers/directory-answers";
import { serviceConfig } from "@/lib/providers/directory/service-description";

export const GET = directoryRoute({
  operationId: "readServiceProviderConfig",
  summary: "Read which parts of SCIM 2.0 the portal knows",
  action: null,
  answer: { description: "The parts that are known.", schema: scimMessage },
  handle: async ({ base }) => ({ body: serviceConfig(base) }),
});
