import { z } from "zod";
import { pageOf, pageQuery } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { providerAnswer, providerListAnswer } from "@/lib/openapi/answers/provider-answers";
import { addProvider } from "@/lib/providers/add-provider";
import { listProviders } from "@/lib/providers/list-providers";
import { newProviderSchema } from "@/lib/providers/provider-schemas";

export const GET = ownerRoute({
  operationId: "listSignInProviders",
  summary: "List the identity providers by which people sign in",
  tag: "providers",
  action: null,
  query: z.strictObject(pageQuery),
  answer: { description: "Identity providers, by name.", schema: providerListAnswer },
  handle: async ({ query }) => ({ body: pageOf(await listProviders(), query) }),
});

export const POST = ownerRoute({
  operationId: "addSignInProvider",
  summary: "Add an identity provider (OpenID Connect), which is asked at once and switched off at first",
  tag: "providers",
  action: "sign_in_provider.add",
  fresh: true,
  body: newProviderSchema,
  answer: { status: 201, description: "The provider.", schema: providerAnswer },
  problems: ["conflict"],
  handle: async ({ body, requester }) => ({ body: await addProvider(body, requester) }),
});
