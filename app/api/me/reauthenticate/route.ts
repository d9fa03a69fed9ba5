import { z } from "zod";
import { presentPasswordSchema, requireOwnPassword } from "@/app/api/_shared/own-password";
import { signedInRoute } from "@/lib/bff/route";
import { renewSession } from "@/lib/identity/prove-identity";
import { sessionCookie } from "@/lib/identity/session-token";
import { Problem } from "@/lib/problems/problem";

export const POST = signedInRoute({
  operationId: "reauthenticate",
  summary: "Prove who the caller is, for what needs to be sure of it; the session goes on under a new cookie",
  tag: "sessions",
  action: "session.prove",
  body: z.strictObject({ password: presentPasswordSchema }),
  answer: { status: 204, description: "The caller may do what needs a fresh proof, for ten minutes." },
  problems: ["too_many_requests"],
  handle: async ({ caller, body, requester }) => {
    await requireOwnPassword(caller.user, body.password, "/password", requester);
    const sessionId = await renewSession(caller.user, requester);
    if (sessionId === null) throw new Problem("not_signed_in", "This session has ended. Sign in again");
    return { headers: { "Set-Cookie": await sessionCookie(sessionId) } };
  },
});
