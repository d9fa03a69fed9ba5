import { uuidParameter } from "@/lib/bff/query";
import { ownerRoute } from "@/lib/bff/route";
import { resetFactors } from "@/lib/identity/factors/reset-factors";
import { Problem } from "@/lib/problems/problem";

export const DELETE = ownerRoute({
  operationId: "resetSecondFactors",
  summary: "Remove all second factors of a person who has lost them, and end their sessions",
  tag: "people",
  action: "user.reset_factors",
  fresh: true,
  answer: { status: 204, description: "Their password alone lets them in." },
  problems: ["conflict"],
  handle: async ({ params, requester }) => {
    const result = await resetFactors(uuidParameter(params, "id"), requester);
    if (result === "reset") return {};
    if (result === "not_found") throw new Problem("not_found", "There is no such person");
    if (result === "none") throw new Problem("conflict", "This person has no second factor");
    throw new Problem("conflict", "You can't reset your own second factors here. Ask another owner to do it");
  },
});
