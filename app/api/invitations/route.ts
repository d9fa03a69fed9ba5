import { z } from "zod";
import { publicRoute } from "@/lib/bff/route";
import { acceptInvitation } from "@/lib/identity/invitations";
import { passwordSchema } from "@/lib/identity/passwords";
import { invalidBody, Problem } from "@/lib/problems/problem";

/** Needs no session: the invitation's token is the permission. */
export const POST = publicRoute({
  operationId: "acceptInvitation",
  summary: "Set a password by an invitation's token, which works once",
  tag: "people",
  action: "user.join",
  body: z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema }),
  answer: { status: 204, description: "The password is set." },
  problems: ["not_found", "database_unavailable"],
  handle: async ({ body, origin }) => {
    const result = await acceptInvitation(body.token, body.password, origin);
    if (result.outcome === "joined") return {};
    if (result.outcome === "unfit") throw invalidBody([{ path: "/password", message: result.why }]);
    throw new Problem("not_found", "This link was used already, or has run out. Ask an owner for a new one");
  },
});
