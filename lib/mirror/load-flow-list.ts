import "server-only";
import type { FlowKind } from "@/lib/flows/model/flow-kind";
import { type PageProblem, pageProblem } from "@/lib/upstream/page-problem";
import { connectWorkspace } from "@/lib/workspaces/connect";
import { type FlowList, type FlowQuery, listMirroredFlows } from "./list-mirrored-flows";
import { syncFlows } from "./sync-flows";

/**
 * A flow list for a page: from the mirror, which is filled first when it never was.
 * Where the upstream can't be asked, `problem` says why, and the list is what we last knew.
 */
export async function loadFlowList(
  workspace: { id: string },
  kind: FlowKind,
  query: FlowQuery,
): Promise<FlowList & { problem: PageProblem | null }> {
  const list = await listMirroredFlows(workspace.id, kind, query);
  if (list.asOf !== null) return { ...list, problem: null };
  try {
    await syncFlows(await connectWorkspace(workspace.id), kind);
  } catch (error) {
    return { ...list, problem: pageProblem(error) };
  }
  return { ...(await listMirroredFlows(workspace.id, kind, query)), problem: null };
}
