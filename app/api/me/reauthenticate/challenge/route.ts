import { relyingParty, requireOptions } from "@/lib/bff/relying-party";
import { signedInRoute } from "@/lib/bff/route";
import { passkeyRequest } from "@/lib/identity/factors/passkeys";
import { requestOptionsAnswer } from "@/lib/openapi/answers/factor-answers";

export const POST = signedInRoute({
  operationId: "challengePasskeyProof",
  summary:
    "Get what a browser needs to ask a passkey who the caller is; it is good for five minutes, and once",
  tag: "sessions",
  action: null,
  beforeFactor: true,
  answer: { description: "Options for `navigator.credentials.get`.", schema: requestOptionsAnswer },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ request, caller }) => {
    const { id } = caller.user;
    const asking = { userId: id, source: id };
    return { body: requireOptions(await passkeyRequest("prove", asking, relyingParty(request))) };
  },
});
