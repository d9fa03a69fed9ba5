import { z } from "zod";
import { ownOrigin } from "@/lib/bff/admit";
import { callerRoute } from "@/lib/bff/route";
import { usesSecureCookies } from "@/lib/identity/session-token";
import { servedDocument } from "@/lib/openapi/served-document";

export const GET = callerRoute({
  operationId: "readOpenApiDocument",
  summary: "This document",
  tag: "operations",
  action: null,
  answer: { description: "OpenAPI 3.1.", schema: z.looseObject({ openapi: z.string() }) },
  handle: async ({ request }) => ({
    body: await servedDocument({ origin: ownOrigin(request.headers), secureCookies: usesSecureCookies() }),
  }),
});
