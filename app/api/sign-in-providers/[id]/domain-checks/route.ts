import { z } from "zod";
import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { domainCheckAnswer } from "@/lib/openapi/answers/provider-answers";
import { checkDomain } from "@/lib/providers/domains";
import { normaliseDomain } from "@/lib/providers/rules";

export const POST = ownerRoute({
  operationId: "checkProviderDomain",
  summary: "Look now for the DNS record that proves a domain",
  tag: "providers",
  action: "sign_in_provider.check_domain",
  fresh: true,
  body: z.strictObject({ domain: z.string().min(1).max(260).overwrite(normaliseDomain) }),
  answer: { description: "Whether the domain is proven.", schema: domainCheckAnswer },
  problems: ["conflict"],
  handle: async ({ params, body: { domain }, requester }) => ({
    body: { domain, proven: await checkDomain(uuidParameter(params, "id"), domain, requester) },
  }),
});
