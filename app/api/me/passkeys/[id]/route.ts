import { requireOwnFactor } from "@/app/api/_shared/own-factor";
import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { removePasskey } from "@/lib/identity/factors/passkeys";
import { Problem } from "@/lib/problems/problem";

export const DELETE = signedInRoute({
  operationId: "removePasskey",
  summary: "Remove one of the caller's passkeys",
  tag: "sign-in",
  action: "passkey.remove",
  fresh: true,
  beforeFactor: true,
  answer: { status: 204, description: "It lets nobody in any more." },
  problems: ["conflict"],
  handle: async ({ caller, params, requester }) => {
    await requireOwnFactor(caller.user);
    if (await removePasskey(caller.user, uuidParameter(params, "id"), requester)) return {};
    throw new Problem("not_found", "You have no such passkey");
  },
});
