import { z } from "zod";
import { publicRoute } from "@/lib/bff/route";
import { acceptInvitation } from "@/lib/identity/invitations";
import { passwordSchema } from "@/lib/identity/passwords";
import { Problem } from "@/lib/problems/problem";

/** Sets a password by an invitation's link. The token is the permission; it works once. */
export const POST = publicRoute({
  action: "user.join",
  body: z.strictObject({ token: z.string().min(1).max(200), password: passwordSchema }),
  handle: async ({ body, origin }) => {
    if (await acceptInvitation(body.token, body.password, origin)) return { status: 204 };
    throw new Problem("not_found", "This link was used already, or has run out. Ask an owner for a new one");
  },
});
