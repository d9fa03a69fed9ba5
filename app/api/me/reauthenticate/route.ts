import { z } from "zod";
import {
  presentPasswordSchema,
  requireOwnPassword,
  requireRight,
  typedCodeSchema,
} from "@/app/api/_shared/own-password";
import { relyingParty } from "@/lib/bff/relying-party";
import { signedInRoute } from "@/lib/bff/route";
import { stepsOf } from "@/lib/identity/factors/factors";
import { passkeyAnswer } from "@/lib/identity/factors/passkey-answers";
import { passwordHindrance } from "@/lib/identity/own-password";
import { checkOwnCode, checkOwnPasskey, renewSession } from "@/lib/identity/prove-identity";
import { sessionCookie } from "@/lib/identity/session-token";
import { proofStepsAnswer } from "@/lib/openapi/answers/factor-answers";
import { Problem } from "@/lib/problems/problem";
import { listIdentities } from "@/lib/providers/identities";

const proof = z
  .strictObject({
    password: presentPasswordSchema.optional(),
    code: typedCodeSchema.optional(),
    passkey: passkeyAnswer.optional(),
  })
  .refine(
    (body) => Object.values(body).filter((given) => given !== undefined).length === 1,
    "Send one proof: password, code or passkey",
  );

export const GET = signedInRoute({
  operationId: "listProofs",
  summary: "List what the caller can prove by who they are",
  tag: "sessions",
  action: null,
  beforeFactor: true,
  answer: { description: "The kinds of proofs.", schema: proofStepsAnswer },
  handle: async ({ caller }) => {
    const { user } = caller;
    const linked = (await listIdentities(user.id)).filter(({ identity }) => identity !== null);
    return {
      body: {
        password: (await passwordHindrance(user)) === null,
        steps: await stepsOf(user.id),
        providers: linked.map(({ provider }) => provider),
      },
    };
  },
});

export const POST = signedInRoute({
  operationId: "reauthenticate",
  summary: "Prove who the caller is, for what needs to be sure of it; the session goes on under a new cookie",
  tag: "sessions",
  action: "session.prove",
  beforeFactor: true,
  body: proof,
  answer: { status: 204, description: "The caller may do what needs a fresh proof, for ten minutes." },
  problems: ["conflict", "provider_only", "too_many_requests"],
  handle: async ({ request, caller, body: { password, code, passkey }, requester }) => {
    const { user } = caller;
    if (password !== undefined) await requireOwnPassword(user, password, "/password", requester);
    if (code !== undefined)
      requireRight(
        await checkOwnCode(user, code, requester),
        "/code",
        "This code is wrong, or was used already",
      );
    if (passkey !== undefined) {
      const result = await checkOwnPasskey(user, passkey, relyingParty(request), requester);
      requireRight(result, "/passkey", "This is not the answer of one of your passkeys. Try again");
    }
    const kind = password !== undefined ? "password" : code !== undefined ? "code" : "passkey";
    const sessionId = await renewSession(user, kind, requester);
    if (sessionId === null) throw new Problem("not_signed_in", "This session has ended. Sign in again");
    return { cookies: [await sessionCookie(sessionId)] };
  },
});
