import { z } from "zod";
import { accountOf, accountQuery } from "@/app/api/_shared/whose-account";
import { uuidParameter } from "@/lib/bff/query";
import { signedInRoute } from "@/lib/bff/route";
import { revokeToken } from "@/lib/identity/api-tokens";
import { Problem } from "@/lib/problems/problem";

export const DELETE = signedInRoute({
  operationId: "revokeToken",
  summary: "Revoke one of the caller's tokens, from the next request on; an owner may name another person",
  tag: "tokens",
  action: "token.revoke",
  fresh: true,
  query: z.strictObject(accountQuery),
  answer: { status: 204, description: "The token is worthless." },
  handle: async ({ caller, params, query, requester }) => {
    if (await revokeToken(uuidParameter(params, "id"), accountOf(caller, query), requester)) return {};
    throw new Problem("not_found", "There is no such token, or it is revoked already");
  },
});
