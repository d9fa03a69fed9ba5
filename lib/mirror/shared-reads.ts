import "server-only";
import type { FlowKind } from "@/lib/flows/model/flow";
import { SharedReads } from "@/lib/upstream/in-flight";
import { connectWorkspace, readingFor } from "@/lib/workspaces/connect";
import { observeFlow } from "./observe-flow";
import { syncFlows } from "./sync-flows";

/** A list that was read within this time is new enough for everybody who asks for a new one. */
const NEW_ENOUGH_MS = 10_000;

const observations = new SharedReads<Awaited<ReturnType<typeof observeFlow>>>();
const syncs = new SharedReads<void>();

/**
 * Observes a flow for a person. Everybody who asks for the same flow at the same time gets one observation: the whole
 * of it, since only its own start and end say which changes of ours it may have crossed.
 * @throws UpstreamError as `observeFlow`
 */
export async function observeForPerson(
  workspaceId: string,
  kind: FlowKind,
  id: string,
  personId: string,
): Promise<Awaited<ReturnType<typeof observeFlow>>> {
  const workspace = await connectWorkspace(workspaceId, readingFor({ id: personId }));
  return await observations.share(workspace.connection, `${kind} ${id}`, () =>
    observeFlow(workspace, kind, id),
  );
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
