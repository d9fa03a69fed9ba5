import { z } from "zod";
import { browserOf, providerOnly, tooManySignIns } from "@/app/api/_shared/sign-in-browser";
import { relyingParty } from "@/lib/bff/relying-party";
import { publicRoute } from "@/lib/bff/route";
import { passkeyAnswer } from "@/lib/identity/factors/passkey-answers";
import { signInWithPasskey } from "@/lib/identity/factors/sign-in-with-passkey";
import { signInCookies } from "@/lib/identity/known-devices";
import { Problem } from "@/lib/problems/problem";
import { LONGEST_EMAIL } from "@/lib/text/email-address";

export const POST = publicRoute({
  operationId: "signInWithPasskey",
  summary: "Sign in with a passkey, without a password; or as the second step after one",
  tag: "sign-in",
  action: "session.sign_in",
  body: z.strictObject({
    answer: passkeyAnswer,
    email: z
      .string()
      .max(LONGEST_EMAIL)
      .optional()
      .describe("Whose passkey it has to be, where that is known."),
  }),
  answer: {
    status: 204,
    description:
      "Signed in; the session's cookie comes along. Whatever is wrong with the passkey answers 401 alike.",
  },
  problems: ["conflict", "not_signed_in", "provider_only", "too_many_requests", "database_unavailable"],
  handle: async ({ request, body, origin }) => {
    const attempt = { answer: body.answer, party: relyingParty(request), address: body.email ?? null };
    const result = await signInWithPasskey(attempt, origin, await browserOf(request));
    if (result.outcome === "signed_in") return { cookies: await signInCookies(result) };
    if (result.outcome === "provider_only") throw providerOnly(result.provider);
    if (result.outcome === "throttled") throw tooManySignIns(String(result.retryAfterSeconds));
    throw new Problem(
      "not_signed_in",
      "This passkey opens no account here. Try again, or use your password",
      {
        isRecorded: true,
      },
    );
  },
});
