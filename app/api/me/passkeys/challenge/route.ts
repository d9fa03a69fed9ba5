import { requireOwnFactor } from "@/app/api/_shared/own-factor";
import { relyingParty, requireOptions } from "@/lib/bff/relying-party";
import { signedInRoute } from "@/lib/bff/route";
import { passkeyCreation } from "@/lib/identity/factors/passkeys";
import { creationOptionsAnswer } from "@/lib/openapi/answers/factor-answers";

/** Fresh as the adding itself, so that a person proves who they are before the browser makes a passkey, and not after. */
export const POST = signedInRoute({
  operationId: "challengeNewPasskey",
  summary: "Get what a browser needs to make a passkey; it is good for five minutes, and once",
  tag: "sign-in",
  action: null,
  fresh: true,
  beforeFactor: true,
  answer: { description: "Options for `navigator.credentials.create`.", schema: creationOptionsAnswer },
  problems: ["conflict", "too_many_requests"],
  handle: async ({ request, caller }) => {
    await requireOwnFactor(caller.user);
    return { body: requireOptions(await passkeyCreation(caller.user, relyingParty(request))) };
  },
});
