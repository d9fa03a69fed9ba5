import { relyingParty, requireOptions } from "@/lib/bff/relying-party";
import { publicRoute } from "@/lib/bff/route";
import { passkeyRequest } from "@/lib/identity/factors/passkeys";
import { sourceKey } from "@/lib/identity/sign-in-source";
import { requestOptionsAnswer } from "@/lib/openapi/answers/factor-answers";

/** The answer is alike for everybody: it names no passkey, and so nobody who has one. */
export const POST = publicRoute({
  operationId: "challengePasskeySignIn",
  summary: "Get what a browser needs to sign in with a passkey; it is good for five minutes, and once",
  tag: "sign-in",
  action: null,
  answer: { description: "Options for `navigator.credentials.get`.", schema: requestOptionsAnswer },
  problems: ["conflict", "too_many_requests", "database_unavailable"],
  handle: async ({ request, origin }) => {
    const asking = { userId: null, source: sourceKey(origin.ip) };
    return { body: requireOptions(await passkeyRequest("sign_in", asking, relyingParty(request))) };
  },
});
