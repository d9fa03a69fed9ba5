import { z } from "zod";
import { noPasswordNeeded } from "@/app/api/_shared/sign-in-browser";
import { publicRoute } from "@/lib/bff/route";
import { acceptLink } from "@/lib/identity/password-links";
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
  problems: ["not_found", "provider_only", "database_unavailable"],
  handle: async ({ body, origin }) => {
    const result = await acceptLink(body.token, body.password, "/invite", origin);
    if (result.outcome === "done") return {};
    if (result.outcome === "unfit") throw invalidBody([{ path: "/password", message: result.why }]);
    if (result.outcome === "provider_only") throw noPasswordNeeded(result.provider);
    throw new Problem("not_found", "This link was used already, or has run out. Ask an owner for a new one");
  },
});
