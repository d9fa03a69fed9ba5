import { z } from "zod";
import { signedInRoute } from "@/lib/bff/route";
import { changeOwnPassword } from "@/lib/identity/own-password";
import { passwordSchema } from "@/lib/identity/passwords";
import { PASSWORD } from "@/lib/identity/rules";
import { invalidBody, Problem } from "@/lib/problems/problem";

const change = z.strictObject({
  // An older, shorter rule may have made the present one.
  current: z.string().min(1, "Type your present password").max(PASSWORD.longest, PASSWORD.tooLong),
  new: passwordSchema,
});

export const POST = signedInRoute({
  operationId: "changeOwnPassword",
  summary: "Set a new password for the caller, whose other sessions end",
  tag: "sessions",
  action: "user.change_password",
  body: change,
  answer: { status: 204, description: "The password is changed." },
  problems: ["too_many_requests"],
  handle: async ({ caller, body, requester }) => {
    const { user } = caller;
    const passwords = { current: body.current, next: body.new };
    const result = await changeOwnPassword({ user, sessionId: user.sessionId, ...passwords }, requester);
    if (result.outcome === "throttled") {
      const words = `Too many wrong passwords. Try again in ${result.seconds} seconds`;
      throw new Problem("too_many_requests", words, { headers: { "Retry-After": String(result.seconds) } });
    }
    if (result.outcome === "wrong")
      throw invalidBody([{ path: "/current", message: "This is not your present password" }]);
    if (result.outcome === "unfit") throw invalidBody([{ path: "/new", message: result.why }]);
    return {};
  },
});
