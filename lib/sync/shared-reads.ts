import "server-only";
import { type ObservedFlow, observe } from "@/lib/changes/observe-flow";
import { readScene } from "@/lib/changes/scene";
import type { FlowKind } from "@/lib/flows/model/flow";
import { type FlowList, type FlowQuery, type ListedCopies, listMirroredFlows } from "@/lib/mirror/flow-lists";
import { SharedReads } from "@/lib/upstream/in-flight";
import { type PageProblem, pageProblem } from "@/lib/upstream/problems";
import { connectWorkspace, readingFor } from "@/lib/workspaces/connect";
import { syncFlows } from "./sync-flows";

/** A list that was read within this time is new enough for everybody who asks for a new one. */
const NEW_ENOUGH_MS = 10_000;

const observations = new SharedReads<ObservedFlow>();
const syncs = new SharedReads<void>();

/**
 * Observes a flow for a person. Everybody who asks for the same flow at the same time gets one observation: the whole
 * of it, since only its own start and end say which changes of ours it may have crossed.
 * @param read the flow's scene, where it was read beside the caller
 * @throws UpstreamError as `observe`
 */
export async function observeForPerson(
  workspaceId: string,
  kind: FlowKind,
  id: string,
  personId: string,
  read?: unknown,
): Promise<ObservedFlow> {
  const purpose = readingFor({ id: personId });
  const scene = await readScene({ workspaceId, kind, flowId: id, write: null, purpose }, read);
  return await observations.share(scene.workspace.connection, `${kind} ${id}`, () => observe(scene));
}

/**
 * Reads a list anew for a person, unless somebody has had it read within the last ten seconds, on any replica.
 * @param asOf when the list was last read; null for never
 * @throws UpstreamError as `syncFlows`
 */
export async function syncForPerson(
  workspaceId: string,
  kind: FlowKind,
  personId: string,
  asOf: string | null,
): Promise<void> {
  const age = asOf === null ? null : Date.now() - Date.parse(asOf);
  // A list "of the future" comes from a replica with another clock, and says nothing about its age.
  if (age !== null && age >= 0 && age < NEW_ENOUGH_MS) return;
  const workspace = await connectWorkspace(workspaceId, readingFor({ id: personId }));
  await syncs.share(workspace.connection, kind, () => syncFlows(workspace, kind));
}

/**
 * Returns a flow list for a page, from the mirror. A list that was never read is read from the upstream first. Where
 * the upstream can't be reached, `problem` says why, and the list is the last known one.
 */
export async function loadFlowList(
  workspace: { id: string },
  kind: FlowKind,
  query: FlowQuery,
  copies: ListedCopies,
  personId: string,
): Promise<FlowList & { problem: PageProblem | null }> {
  const list = await listMirroredFlows(workspace.id, kind, query, copies);
  if (list.asOf !== null) return { ...list, problem: null };
  try {
    await syncForPerson(workspace.id, kind, personId, null);
  } catch (error) {
    return { ...list, problem: pageProblem(error) };
  }
  return { ...(await listMirroredFlows(workspace.id, kind, query, copies)), problem: null };
}
