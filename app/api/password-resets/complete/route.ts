import { z } from "zod";
import { noPasswordNeeded } from "@/app/api/_shared/sign-in-browser";
import { publicRoute } from "@/lib/bff/route";
import { acceptLink } from "@/lib/identity/password-links";
import { passwordSchema } from "@/lib/identity/passwords";
import { invalidBody, Problem } from "@/lib/problems/problem";

/** Needs no session: the link's token is the permission. A second factor is asked for at the next sign-in as before. */
export const POST = publicRoute({
  operationId: "completePasswordReset",
  summary: "Set a new password by the token of a link, which works once; all sessions of its person end",
  tag: "sign-in",
  action: "password_reset.complete",
  body: z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema }),
  answer: { status: 204, description: "The password is set." },
  problems: ["not_found", "provider_only", "database_unavailable"],
  handle: async ({ body, origin }) => {
    const result = await acceptLink(body.token, body.password, "/reset-password", origin);
    if (result.outcome === "done") return {};
    if (result.outcome === "provider_only") throw noPasswordNeeded(result.provider);
    if (result.outcome === "unfit") throw invalidBody([{ path: "/password", message: result.why }]);
    throw new Problem(
      "not_found",
      "This link was used already, or has run out. Ask for a new one on the sign-in page",
    );
  },
});
