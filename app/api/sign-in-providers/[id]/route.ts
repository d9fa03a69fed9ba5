import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { providerAnswer } from "@/lib/openapi/answers/provider-answers";
import { changeProvider, removeProvider } from "@/lib/providers/change-provider";
import { providerChangeSchema } from "@/lib/providers/provider-schemas";

export const PATCH = ownerRoute({
  operationId: "changeSignInProvider",
  summary: "Change an identity provider, with the roles and sessions that follow from it",
  tag: "providers",
  action: "sign_in_provider.update",
  fresh: true,
  attempted: ({ enabled }) => ({
    action:
      enabled === undefined
        ? "sign_in_provider.update"
        : enabled
          ? "sign_in_provider.enable"
          : "sign_in_provider.disable",
  }),
  body: providerChangeSchema,
  answer: { description: "The provider as it is now.", schema: providerAnswer },
  problems: ["conflict"],
  handle: async ({ params, body, requester }) => ({
    body: await changeProvider(uuidParameter(params, "id"), body, requester),
  }),
});

export const DELETE = ownerRoute({
  operationId: "removeSignInProvider",
  summary: "Remove an identity provider: its sessions end, its roles and identities go",
  tag: "providers",
  action: "sign_in_provider.remove",
  fresh: true,
  answer: { status: 204, description: "The provider is removed." },
  problems: ["conflict"],
  handle: async ({ params, requester }) => {
    await removeProvider(uuidParameter(params, "id"), requester);
    return {};
  },
});
