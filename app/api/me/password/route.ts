import { z } from "zod";
import { presentPasswordSchema, requireOwnPassword } from "@/app/api/_shared/own-password";
import { signedInRoute } from "@/lib/bff/route";
import { changeOwnPassword } from "@/lib/identity/own-password";
import { newPassword, passwordSchema } from "@/lib/identity/passwords";
import { invalidBody } from "@/lib/problems/problem";

const change = z.strictObject({
  current: presentPasswordSchema,
  new: passwordSchema,
});

export const POST = signedInRoute({
  operationId: "changeOwnPassword",
  summary: "Set a new password for the caller, whose other sessions end",
  tag: "sessions",
  action: "user.change_password",
  body: change,
  answer: { status: 204, description: "The password is changed." },
  problems: ["provider_only", "too_many_requests"],
  fresh: true,
  handle: async ({ caller, body, requester }) => {
    // First, since it costs nothing and says nothing of the present one.
    const chosen = newPassword(body.new, caller.user);
    if ("unfit" in chosen) throw invalidBody([{ path: "/new", message: chosen.unfit }]);
    await requireOwnPassword(caller.user, body.current, "/current", requester);
    await changeOwnPassword(caller.user, chosen, requester);
    return {};
  },
});
