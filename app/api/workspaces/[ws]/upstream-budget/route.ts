import { workspaceRoute } from "@/lib/bff/route";
import { upstreamBudgetAnswer } from "@/lib/openapi/answers/portal-answers";
import { budgetOfWorkspace } from "@/lib/workspaces/connect";

export const GET = workspaceRoute("workspace.read", {
  operationId: "readUpstreamBudget",
  summary: "What the caller may still ask of the upstream in this minute. Asks the database only",
  tag: "workspaces",
  action: null,
  answer: { description: "What is left of the key's request limit.", schema: upstreamBudgetAnswer },
  handle: async ({ workspace, caller }) => {
    const personId = caller.user.id;
    const budget = await budgetOfWorkspace(workspace.id);
    // One read is one request. A save needs two at once: it reads what it is about to change.
    const { limit, ...reads } = await budget.left({ purpose: "read", personId }, 1);
    const { left, seconds } = await budget.left({ purpose: "write", personId }, 2);
    return { body: { limit, reads, writes: { left, seconds } } };
  },
});
