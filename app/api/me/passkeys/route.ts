import { z } from "zod";
import { requireOwnFactor } from "@/app/api/_shared/own-factor";
import { relyingParty } from "@/lib/bff/relying-party";
import { signedInRoute } from "@/lib/bff/route";
import { newPasskeyAnswer } from "@/lib/identity/factors/passkey-answers";
import { addPasskey, listPasskeys } from "@/lib/identity/factors/passkeys";
import { PASSKEY_NAME } from "@/lib/identity/rules";
import { addedPasskeyAnswer, passkeyListAnswer } from "@/lib/openapi/answers/factor-answers";
import { invalidBody, Problem } from "@/lib/problems/problem";
import { textSchema } from "@/lib/text/text-schema";

export const GET = signedInRoute({
  operationId: "listPasskeys",
  summary: "List the caller's passkeys",
  tag: "sign-in",
  action: null,
  beforeFactor: true,
  answer: { description: "Passkeys, the oldest first.", schema: passkeyListAnswer },
  handle: async ({ caller }) => ({
    body: { items: await listPasskeys(caller.user.id), nextCursor: null },
  }),
});

export const POST = signedInRoute({
  operationId: "addPasskey",
  summary: "Add a passkey that a browser has made for a challenge",
  tag: "sign-in",
  action: "passkey.add",
  fresh: true,
  beforeFactor: true,
  body: z.strictObject({ name: textSchema(PASSKEY_NAME), answer: newPasskeyAnswer }),
  answer: {
    status: 201,
    description: "The passkey, and the recovery codes if these are the first: they are shown this once.",
    schema: addedPasskeyAnswer,
  },
  problems: ["conflict"],
  handle: async ({ request, caller, body, requester }) => {
    await requireOwnFactor(caller.user);
    const result = await addPasskey(caller.user, body, relyingParty(request), requester);
    if (result.outcome === "added")
      return { body: { id: result.id, name: body.name, recoveryCodes: result.recoveryCodes } };
    if (result.outcome === "known") throw new Problem("conflict", "This passkey is here already");
    if (result.outcome === "too_many")
      throw new Problem("conflict", "You have as many passkeys as you can. Remove one first");
    const message = "is not an answer to a challenge of the last minutes. Begin anew";
    throw invalidBody([{ path: "/answer", message }]);
  },
});
