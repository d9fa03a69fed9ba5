import "server-only";
import { observeFlow } from "@/lib/changes/observe-flow";
import { presentFlow } from "@/lib/flows/diff/secret-values";
import type { FlowKind, StoredFlow } from "@/lib/flows/model/flow";
import { type Inventory, NOTHING_THERE } from "@/lib/flows/transfer/flow-map";
import { travellingFields } from "@/lib/flows/transfer/travel";
import { plantAt, valueAt } from "@/lib/json/json-pointer";
import type { JsonObject } from "@/lib/json/json-value";
import { lastRevision } from "@/lib/mirror/revisions";
import { readingFor } from "@/lib/workspaces/connect";
import { readInventories } from "./inventory";

/** A flow as a file that an import takes. */
export interface ExportedFlow {
  /** The version of this form. */
  switchboard: 1;
  kind: FlowKind;
  exportedAt: string;
  flow: JsonObject;
}

/** Writes references with their names, so that another workspace can tell what was meant. */
function withNames(kind: FlowKind, flow: JsonObject, inventory: Inventory): void {
  for (const { path, way } of travellingFields(kind)) {
    if (way.how !== "reference") continue;
    const named = (id: unknown) => ({
      id,
      name: inventory[way.to].find((one) => one.id === id)?.name ?? null,
    });
    const value = valueAt(flow, path);
    if (Array.isArray(value)) plantAt(flow, path, value.map(named));
    else if (typeof value === "string" && value !== "") plantAt(flow, path, named(value));
  }
}

/** Returns a flow without the values of its webhooks' headers: secrets travel as names only. */
function withoutSecrets(stored: StoredFlow): JsonObject {
  const { kept: _, ...flow } = structuredClone(presentFlow(stored));
  if (!("webhooks" in flow)) return { ...flow };
  const webhooks = flow.webhooks?.map((webhook) => ({
    ...webhook,
    headers: webhook.headers.map(({ name }) => ({ name, value: "" })),
  }));
  return { ...flow, webhooks: webhooks ?? null };
}

/**
 * Exports a flow in the state that is known. One that nobody has read is read from the upstream first.
 * @throws UpstreamError as `observeFlow`
 */
export async function exportFlow(
  workspaceId: string,
  kind: FlowKind,
  id: string,
  personId: string,
): Promise<ExportedFlow> {
  const known = await lastRevision(workspaceId, kind, id);
  const stored =
    known?.stored ?? (await observeFlow(workspaceId, kind, id, readingFor({ id: personId }))).stored;
  const flow = withoutSecrets(stored);
  withNames(kind, flow, (await readInventories([workspaceId])).get(workspaceId) ?? NOTHING_THERE);
  return { switchboard: 1, kind, exportedAt: new Date().toISOString(), flow };
}
