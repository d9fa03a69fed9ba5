import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { letInAgain } from "@/lib/identity/let-in-again";
import { Problem } from "@/lib/problems/problem";

export const DELETE = ownerRoute({
  operationId: "liftSignInLimit",
  summary: "Let a person sign in again whose account had too many wrong passwords",
  tag: "people",
  action: "user.let_in",
  fresh: true,
  answer: { status: 204, description: "Nothing is counted against the account any more." },
  handle: async ({ params, requester }) => {
    if (await letInAgain(uuidParameter(params, "id"), requester)) return {};
    throw new Problem("not_found", "There is no such person");
  },
});
