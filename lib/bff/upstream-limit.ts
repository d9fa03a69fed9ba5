import "server-only";
import { upstreamLimitFields } from "@/lib/problems/rate-limit";
import { knownBudget } from "@/lib/workspaces/budget/budgets";
import type { Spending } from "@/lib/workspaces/budget/shares";
import { budgetOfWorkspace } from "@/lib/workspaces/connect";
import type { RouteContract } from "./route-contract";

/** Who called, as far as the route has found out. */
interface Known {
  caller?: { user: { id: string } };
  workspace?: { id: string };
}

type Contract = Pick<RouteContract, "asksUpstream" | "flowWrite">;

/**
 * Returns the fields that say what the caller may still ask of the upstream, for every answer of a route that asks it.
 * They come from what this process knows by its last booking, so they usually cost no statement. There are none for
 * somebody who was not admitted to the workspace.
 *
 * @param askDatabase whether to ask it where this process knows nothing yet
 */
export async function upstreamLimitHeaders(
  contract: Contract,
  { caller, workspace }: Known,
  askDatabase: boolean,
): Promise<Record<string, string>> {
  if ((!contract.flowWrite && !contract.asksUpstream) || !caller || !workspace) return {};
  const { flowWrite } = contract;
  const spending: Spending = { purpose: flowWrite ? "write" : "read", personId: caller.user.id };
  const points = flowWrite === "existing_flow" ? 2 : 1;
  const known = knownBudget(workspace.id)?.leftAsKnown(spending, points);
  if (known) return upstreamLimitFields(known);
  if (!askDatabase) return {};
  try {
    return upstreamLimitFields(await (await budgetOfWorkspace(workspace.id)).left(spending, points));
  } catch {
    // A key that can't be opened, or a database that fails now: the answer itself is ready, and goes out without them.
    return {};
  }
}
