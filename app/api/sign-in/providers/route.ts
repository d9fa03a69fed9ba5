import { z } from "zod";
import { publicRoute } from "@/lib/bff/route";
import { offeredListAnswer } from "@/lib/openapi/answers/provider-answers";
import { offeredProviders } from "@/lib/providers/list-providers";
import { normaliseDomain } from "@/lib/providers/rules";

/** Needs no session: the sign-in page asks it before it takes a password. */
export const GET = publicRoute({
  operationId: "listOfferedProviders",
  summary: "List the identity providers by which one may sign in, or that by which a domain's people must",
  tag: "sign-in",
  action: null,
  query: z.strictObject({
    domain: z
      .string()
      .max(260)
      .overwrite(normaliseDomain)
      .optional()
      .describe("Only the provider by which alone the people of this mail domain may sign in."),
  }),
  answer: { description: "Identity providers, by name.", schema: offeredListAnswer },
  problems: ["database_unavailable"],
  handle: async ({ query }) => ({
    body: { items: await offeredProviders(query.domain), nextCursor: null },
  }),
});
