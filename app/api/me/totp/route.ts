import { z } from "zod";
import { requireOwnFactor } from "@/app/api/_shared/own-factor";
import { ownOrigin } from "@/lib/bff/admit";
import { signedInRoute } from "@/lib/bff/route";
import { beginApp, confirmApp, readApp, removeApp } from "@/lib/identity/factors/authenticator-app";
import { APP_CODE } from "@/lib/identity/factors/totp";
import { appAnswer, appStepAnswer } from "@/lib/openapi/answers/factor-answers";
import { invalidBody, Problem } from "@/lib/problems/problem";

const code = z
  .string()
  .overwrite((text) => text.replaceAll(/\s/g, ""))
  .regex(APP_CODE, "must be the six digits that the app shows");

export const GET = signedInRoute({
  operationId: "readAuthenticatorApp",
  summary: "Read whether the caller has an authenticator app",
  tag: "sign-in",
  action: null,
  beforeFactor: true,
  answer: { description: "The app; null for none.", schema: appAnswer },
  handle: async ({ caller }) => ({ body: await readApp(caller.user.id) }),
});

export const POST = signedInRoute({
  operationId: "setUpAuthenticatorApp",
  summary: "Begin to set up an authenticator app; with a code of it: confirm it",
  tag: "sign-in",
  action: "authenticator_app.add",
  attempted: (body) => ({
    action: body.code === undefined ? "authenticator_app.begin" : "authenticator_app.add",
  }),
  fresh: true,
  beforeFactor: true,
  body: z.strictObject({ code: code.optional() }),
  answer: {
    description:
      "Without a code the secret, which is shown this once; with one the recovery codes, if these are the first.",
    schema: appStepAnswer,
  },
  problems: ["conflict"],
  handle: async ({ request, caller, body, requester }) => {
    await requireOwnFactor(caller.user);
    if (body.code === undefined) {
      const { host } = new URL(ownOrigin(request.headers));
      return { body: await beginApp(caller.user, host, requester) };
    }
    const result = await confirmApp(caller.user, body.code, requester);
    if (result.outcome === "confirmed") return { body: { recoveryCodes: result.recoveryCodes } };
    if (result.outcome === "wrong") {
      const message = "This is not the code that the app shows now. Check that the phone's clock is right.";
      throw invalidBody([{ path: "/code", message }]);
    }
    throw new Problem("conflict", "Begin anew: no secret waits for a code, or it has waited for too long");
  },
});

export const DELETE = signedInRoute({
  operationId: "removeAuthenticatorApp",
  summary: "Remove the caller's authenticator app",
  tag: "sign-in",
  action: "authenticator_app.remove",
  fresh: true,
  beforeFactor: true,
  answer: { status: 204, description: "The app's codes are worth nothing any more." },
  problems: ["not_found"],
  handle: async ({ caller, requester }) => {
    await requireOwnFactor(caller.user);
    if (await removeApp(caller.user, requester)) return {};
    throw new Problem("not_found", "You have no authenticator app");
  },
});
