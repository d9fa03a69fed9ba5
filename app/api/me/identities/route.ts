import { signedInRoute } from "@/lib/bff/route";
import { identityListAnswer } from "@/lib/openapi/answers/provider-answers";
import { listIdentities } from "@/lib/providers/identities";

export const GET = signedInRoute({
  operationId: "listOwnIdentities",
  summary: "List the identity providers, and the caller's own identity at each",
  tag: "sessions",
  action: null,
  answer: { description: "Identity providers, by name.", schema: identityListAnswer },
  handle: async ({ caller }) => ({
    body: { items: await listIdentities(caller.user.id), nextCursor: null },
  }),
});
